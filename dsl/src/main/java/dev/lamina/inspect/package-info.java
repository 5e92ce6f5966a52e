/** Models as text for people. */
@NullMarked
package dev.lamina.inspect;

import org.jspecify.annotations.NullMarked;
