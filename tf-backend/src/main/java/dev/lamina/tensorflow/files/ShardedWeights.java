package dev.lamina.tensorflow.files;

import dev.lamina.errors.ConfigException;
import dev.lamina.json.JsonText;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Weights in several files: {@code m.weights.json} says in which of {@code m_00000.weights.h5}, {@code m_00001.weights.h5} … the
 * variables of each object are; they may begin in one and go on in the next.
 *
 * <p>Source: {@code keras.src.saving.saving_lib.ShardedH5IOStore}.
 */
public final class ShardedWeights {
    static final String ENDING = ".weights.json";

    private static final String MAP = "weight_map";
    private static final int MAX_INDEX_BYTES = 1 << 28;

    private ShardedWeights() {}

    /**
     * Opens all shards that an index names, which lie beside it. Their arrays are read as they are asked for, until the tree is closed.
     *
     * @throws ModelFileException if the index or a shard cannot be read, or an array is in two of them
     */
    static WeightTree open(Path index) {
        List<FileChannel> opened = new ArrayList<>();
        Runnable closing = () -> opened.forEach(ModelFiles::close);
        try {
            H5Tree whole = new H5Tree();
            for (String name : shards(index)) {
                Path shard = index.resolveSibling(name);
                opened.add(ModelFiles.open(shard));
                merge(shard, read(shard, opened.get(opened.size() - 1)), whole, "");
            }
            return WeightTree.of(index, "", whole).closing(closing);
        } catch (RuntimeException e) {
            closing.run();
            throw e;
        }
    }

    private static H5Tree read(Path shard, FileChannel channel) {
        try {
            return H5Reader.read(shard, "", FileSlice.whole(channel).lasting());
        } catch (IOException e) {
            throw ModelFiles.unreadable(shard, "", e);
        }
    }

    private static List<String> shards(Path index) {
        try {
            if (Files.isRegularFile(index) && Files.size(index) > MAX_INDEX_BYTES) {
                throw wrong(index, "it has more than 256 MiB");
            }
            Object plain = JsonText.parse(Files.readString(index));
            if (!(plain instanceof Map<?, ?> keys) || !(keys.get(MAP) instanceof Map<?, ?> map)) {
                throw wrong(index, "it has no " + MAP);
            }
            SortedSet<String> names = new TreeSet<>();
            for (Object value : map.values()) {
                for (Object name : value instanceof List<?> list ? list : Arrays.asList(value)) {
                    names.add(fileName(index, String.valueOf(name)));
                }
            }
            return List.copyOf(names);
        } catch (ConfigException e) {
            throw KerasArchive.unreadableConfig(index, "", e);
        } catch (MalformedInputException e) {
            throw wrong(index, "it is not UTF-8");
        } catch (IOException e) {
            throw ModelFiles.unreadable(index, "", e);
        }
    }

    private static ModelFileException wrong(Path index, String problem) {
        return ModelFileException.reading(
                index, "", problem, "the .weights.json file that Keras's save_weights(…, max_shard_size=…) wrote");
    }

    /** The name of a file in the folder of the index, and no way out of it. */
    private static String fileName(Path index, String name) {
        boolean leadsOut = name.isEmpty() || name.equals("..") || name.contains("/") || name.contains("\\");
        if (leadsOut || name.indexOf(0) >= 0 || name.indexOf(':') >= 0) {
            throw ModelFileException.reading(
                    index, MAP, "\"" + name + "\" is not the name of a file beside it", ModelFileException.DAMAGED);
        }
        return name;
    }

    private static void merge(Path shard, H5Tree from, H5Tree to, String path) {
        from.attributes().forEach(to::attribute);
        from.datasets().forEach((name, dataset) -> {
            if (to.datasets().containsKey(name)) {
                throw ModelFileException.reading(
                        shard, path + "/" + name, "another shard has it, too", ModelFileException.DAMAGED);
            }
            to.put(name, dataset.array(), dataset.attributes());
        });
        from.groups().forEach((name, group) -> merge(shard, group, to.child(name), path + "/" + name));
    }

    /**
     * Writes shards and their index; the index last, so that it never names what is not there yet.
     *
     * @param maxBytes how many bytes of arrays a shard may hold; an array of more has a shard of its own
     * @throws ModelFileException if it cannot be written
     */
    public static void write(Path index, WeightTree tree, long maxBytes) {
        List<H5Tree> shards = new ArrayList<>(List.of(new H5Tree()));
        Map<String, List<String>> map = new LinkedHashMap<>();
        String base = base(index);
        long total = 0;
        long here = 0;
        for (WeightTree.Entry entry : tree.entries()) {
            entry.group(shards.get(0)); // the names of layers without weights
            for (Map.Entry<String, StoredArray> variable : entry.keyed().entrySet()) {
                long bytes = bytes(variable.getValue());
                total += bytes;
                here += bytes;
                if (here > maxBytes && here > bytes) {
                    shards.add(new H5Tree());
                    here = bytes;
                }
                entry.put(shards.get(shards.size() - 1), variable.getKey(), variable.getValue());
                List<String> files = map.computeIfAbsent(key(entry), any -> new ArrayList<>());
                String name = name(base, shards.size() - 1);
                if (!files.contains(name)) {
                    files.add(name);
                }
            }
        }
        Map<Path, AtomicFile.Content> contents = new LinkedHashMap<>();
        for (int i = 0; i < shards.size(); i++) {
            contents.put(index.resolveSibling(name(base, i)), new H5Writer(shards.get(i))::writeTo);
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        plain.put("metadata", Map.of("total_size", total));
        plain.put(MAP, map);
        byte[] json = JsonText.print(plain).getBytes(StandardCharsets.UTF_8);
        contents.put(index, out -> out.write(json));
        AtomicFile.writeAll(contents);
    }

    private static long bytes(StoredArray array) {
        return array.shape().elements() * array.dtype().bytes();
    }

    private static String key(WeightTree.Entry entry) {
        return (entry.path().isEmpty() ? "" : "/" + entry.path()) + "/vars";
    }

    private static String base(Path index) {
        String name = String.valueOf(index.getFileName());
        return name.substring(0, name.length() - ENDING.length());
    }

    private static String name(String base, int shard) {
        return "%s_%05d.weights.h5".formatted(base, shard);
    }
}
