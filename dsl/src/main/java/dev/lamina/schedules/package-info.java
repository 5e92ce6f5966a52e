/** How learning rates change from step to step. */
@NullMarked
package dev.lamina.schedules;

import org.jspecify.annotations.NullMarked;
