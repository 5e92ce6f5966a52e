/** Ready-made models with their training recipes, as definitions only. */
@NullMarked
package dev.lamina.zoo;

import org.jspecify.annotations.NullMarked;
