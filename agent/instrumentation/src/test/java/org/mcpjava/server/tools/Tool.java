package org.mcpjava.server.tools;

import java.lang.annotation.ElementType;
import java.lang.annotation.Target;

/** Stands for the annotation of this name, of which the name alone counts. */
@Target(ElementType.METHOD)
public @interface Tool {}
