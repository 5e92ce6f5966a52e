package dev.lamina.layers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lamina.PackageClasses;
import dev.lamina.config.Schema;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LayersTest {
    @Test
    void everySchemaOfThisPackageIsListed() throws Exception {
        List<Object> declared = new ArrayList<>();
        for (Class<?> type : PackageClasses.beside(Layers.class)) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getType() == Schema.class && Modifier.isStatic(field.getModifiers())) {
                    declared.add(field.get(null));
                }
            }
        }

        assertThat(new ArrayList<Object>(Layers.schemas())).containsExactlyInAnyOrderElementsOf(declared);
    }
}
