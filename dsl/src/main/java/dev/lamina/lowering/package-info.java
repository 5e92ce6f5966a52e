/** From models to programs: flat lists of ops, all that a backend sees. */
@NullMarked
package dev.lamina.lowering;

import org.jspecify.annotations.NullMarked;
