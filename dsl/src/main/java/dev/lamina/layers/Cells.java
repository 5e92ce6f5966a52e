package dev.lamina.layers;

import dev.lamina.Layer;
import dev.lamina.config.Codec;
import dev.lamina.config.Field;
import dev.lamina.config.Place;
import dev.lamina.config.Plain;
import dev.lamina.errors.ConfigException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields that hold cells. */
final class Cells {
    private Cells() {}

    static Field<RnnCell> cell(String key) {
        return Field.of(key, new CellCodec());
    }

    static Field<List<RnnCell>> cells(String key) {
        return Field.of(key, new CellsCodec());
    }

    /** A cell as the layer that it is. */
    static Layer<?> layer(RnnCell cell) {
        if (cell instanceof Layer<?> layer) {
            return layer;
        }
        throw new ConfigException("a cell must be a layer that implements RnnCell; received "
                + cell.getClass().getName());
    }

    private static final class CellCodec implements Codec<RnnCell> {
        @Override
        public RnnCell read(@Nullable Object plain, Place place) {
            if (plain == null) {
                throw place.unexpected(null, expected());
            }
            Layer<?> layer = place.read(Layer.class, plain);
            if (layer instanceof RnnCell cell) {
                return cell;
            }
            throw place.error(layer.className() + " is no cell of a recurrent layer", expected());
        }

        @Override
        public Object write(RnnCell value) {
            return layer(value).toPlain();
        }

        @Override
        public boolean allows(RnnCell value) {
            return value instanceof Layer<?>;
        }

        @Override
        public String expected() {
            return "a cell: a layer that implements RnnCell";
        }
    }

    private static final class CellsCodec implements Codec<List<RnnCell>> {
        private final CellCodec each = new CellCodec();

        @Override
        public List<RnnCell> read(@Nullable Object plain, Place place) {
            List<RnnCell> cells = new ArrayList<>();
            for (Object cell : Plain.list(plain, place)) {
                cells.add(each.read(cell, place.at(cells.size())));
            }
            return List.copyOf(cells);
        }

        @Override
        public Object write(List<RnnCell> value) {
            return value.stream().map(each::write).toList();
        }

        @Override
        public boolean allows(List<RnnCell> value) {
            return !value.isEmpty() && value.stream().allMatch(each::allows);
        }

        @Override
        public String expected() {
            return "a list of at least one cell";
        }
    }
}
