/** Models as Keras 3 writes and reads them. */
@NullMarked
package dev.lamina.json;

import org.jspecify.annotations.NullMarked;
