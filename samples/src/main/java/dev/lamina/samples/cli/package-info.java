/** The {@code lamina} command line: one class per verb. */
@NullMarked
package dev.lamina.samples.cli;

import org.jspecify.annotations.NullMarked;
