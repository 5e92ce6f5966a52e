package dev.lamina.tensorflow.emit;

import dev.lamina.ops.Recurrence;

/** Emits recurrent networks that are faster than a loop of their ops. */
final class RecurrenceEmitters {
    private RecurrenceEmitters() {}

    static void addTo(Emitters table) {
        table.addMultiple(Recurrence.LSTM, e -> new LstmEmission(e).emit());
        table.addMultiple(Recurrence.GRU, e -> new GruEmission(e).emit());
    }
}
