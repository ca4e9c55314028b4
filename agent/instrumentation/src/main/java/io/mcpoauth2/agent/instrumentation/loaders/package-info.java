/** Class loaders that hide the bridge: module systems, whose classes see nothing of the bootstrap path unless told so. */
@NullMarked
package io.mcpoauth2.agent.instrumentation.loaders;

import org.jspecify.annotations.NullMarked;
