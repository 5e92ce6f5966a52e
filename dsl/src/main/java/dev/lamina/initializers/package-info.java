/** How weights get their first values. */
@NullMarked
package dev.lamina.initializers;

import org.jspecify.annotations.NullMarked;
