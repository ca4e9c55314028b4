/** What a guarded call, the gate and a start cost. Run by hand: a shared machine's numbers prove nothing. */
@NullMarked
package io.mcpoauth2.testapps.benchmarks;

import org.jspecify.annotations.NullMarked;
