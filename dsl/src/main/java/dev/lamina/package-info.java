/** Models as immutable values: tensors, shapes, models and the factories users import. */
@NullMarked
package dev.lamina;

import org.jspecify.annotations.NullMarked;
