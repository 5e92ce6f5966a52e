/** What goes wrong, as facts and a fix. */
@NullMarked
package dev.lamina.errors;

import org.jspecify.annotations.NullMarked;
