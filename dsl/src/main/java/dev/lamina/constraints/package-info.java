/** What weights must satisfy after each step of training. */
@NullMarked
package dev.lamina.constraints;

import org.jspecify.annotations.NullMarked;
