package dev.lamina.tensorflow.data;

import java.util.ArrayList;
import java.util.List;

/** The ten digits as strokes in the unit square, y downwards, in the ways people write them; drawn for Lamina. */
final class GlyphStrokes {
    /** Per digit its styles, in SVG's path language with absolute M, L and C. */
    private static final String[][] PATHS = {
        {
            "M .5 0 C .12 0 .12 1 .5 1 C .88 1 .88 0 .5 0",
            "M .56 .02 C .2 .04 .14 .96 .47 1 C .84 1 .88 .08 .5 .01",
            "M .5 0 C .3 0 .25 .25 .25 .5 C .25 .76 .3 1 .5 1 C .7 1 .75 .76 .75 .5 C .75 .25 .7 0 .5 0",
            "M .62 .1 C .4 -.08 .2 .2 .2 .52 C .2 .8 .3 1 .5 1 C .72 1 .82 .75 .8 .45 C .78 .15 .66 .0 .46 .04",
        },
        {
            "M .5 0 L .5 1",
            "M .34 .22 C .42 .16 .5 .08 .54 0 L .54 1",
            "M .34 .2 L .52 0 L .52 1 M .3 1 L .74 1",
            "M .52 0 C .5 .3 .5 .7 .48 1",
        },
        {
            "M .24 .25 C .26 -.08 .78 -.08 .76 .28 C .75 .5 .4 .75 .22 1 L .8 1",
            "M .24 .22 C .3 -.06 .78 -.06 .74 .3 C .7 .6 .45 .95 .3 .97 C .14 .98 .18 .76 .36 .81 "
                    + "C .5 .85 .62 1.02 .84 .9",
            "M .25 .15 C .4 -.05 .75 -.02 .74 .25 C .73 .5 .45 .7 .24 .98 C .45 .9 .6 1 .82 .96",
        },
        {
            "M .25 .12 C .4 -.06 .76 -.02 .74 .24 C .72 .42 .58 .47 .4 .48 C .62 .48 .8 .56 .78 .76 "
                    + "C .76 1.04 .36 1.06 .22 .86",
            "M .25 .02 L .74 .02 L .46 .4 C .7 .38 .82 .56 .78 .76 C .74 1.02 .38 1.06 .22 .88",
            "M .28 .08 C .5 -.06 .76 .06 .68 .26 C .62 .4 .5 .44 .44 .47 C .8 .46 .8 .78 .66 .9 "
                    + "C .52 1.02 .34 1 .24 .94",
        },
        {
            "M .3 .02 C .27 .2 .25 .35 .22 .56 L .8 .54 M .68 .05 C .67 .35 .65 .7 .64 1",
            "M .66 1 L .66 0 L .2 .68 L .84 .68",
            "M .28 .05 C .24 .2 .22 .35 .24 .5 C .38 .6 .6 .56 .76 .46 M .74 .02 C .7 .35 .66 .7 .6 1",
        },
        {
            "M .76 .02 L .32 .02 L .28 .42 C .48 .3 .8 .38 .78 .7 C .76 1.02 .38 1.06 .22 .86",
            "M .34 .05 L .3 .45 C .5 .33 .78 .42 .76 .7 C .74 .98 .42 1.06 .22 .92 M .33 .05 L .8 .02",
            "M .76 .04 C .55 .0 .38 .04 .34 .08 C .3 .3 .28 .4 .34 .43 C .55 .42 .76 .5 .74 .72 "
                    + "C .72 .98 .42 1.02 .24 .94",
        },
        {
            "M .68 .02 C .4 .15 .2 .45 .23 .7 C .26 1.08 .77 1.08 .76 .74 C .75 .46 .36 .46 .25 .72",
            "M .52 0 C .3 .3 .24 .55 .26 .76 C .3 1.06 .7 1.08 .74 .8 C .76 .56 .42 .5 .28 .74",
            "M .72 .06 C .5 -.02 .28 .2 .24 .6 C .22 .9 .4 1 .52 1 C .7 1 .78 .84 .74 .7 C .68 .5 .4 .52 .25 .68",
        },
        {
            "M .22 .03 L .78 .03 L .44 1",
            "M .22 .04 L .78 .03 L .44 1 M .34 .52 L .76 .48",
            "M .2 .1 C .4 .04 .6 .06 .78 .04 C .64 .3 .5 .6 .46 1",
            "M .21 .18 L .23 .03 L .78 .03 C .6 .4 .5 .7 .48 1",
        },
        {
            "M .7 .14 C .56 -.06 .26 -.02 .28 .22 C .3 .46 .76 .52 .76 .78 C .76 1.06 .24 1.06 .24 .78 "
                    + "C .24 .52 .68 .46 .72 .2 C .72 .16 .71 .14 .7 .12",
            "M .5 .47 C .18 .44 .18 0 .5 0 C .82 0 .82 .44 .5 .47 C .14 .5 .14 1 .5 1 C .86 1 .86 .5 .5 .47",
            "M .74 .1 C .6 -.04 .3 -.04 .3 .2 C .3 .42 .74 .56 .72 .8 C .68 1.04 .26 1.04 .26 .8 "
                    + "C .26 .56 .66 .4 .78 .08",
        },
        {
            "M .74 .3 C .7 .56 .26 .58 .26 .28 C .26 -.06 .74 -.08 .74 .26 C .76 .55 .72 .8 .66 1",
            "M .72 .26 C .66 .0 .28 -.04 .26 .26 C .26 .56 .64 .54 .72 .22 L .7 1",
            "M .73 .24 C .66 -.04 .28 -.06 .26 .24 C .26 .52 .62 .54 .73 .22 C .8 .6 .7 1.02 .46 1 "
                    + "C .36 1 .3 .94 .27 .88",
        },
    };

    private static final double[][][][] STYLES = parse();

    private GlyphStrokes() {}

    /**
     * The ways to write a digit.
     *
     * @return style, stroke, then the cubic Bézier curves' points x, y, x, y …: one point, and three more for each
     *     curve
     */
    static double[][][] styles(int digit) {
        return STYLES[digit];
    }

    private static double[][][][] parse() {
        double[][][][] result = new double[PATHS.length][][][];
        for (int digit = 0; digit < PATHS.length; digit++) {
            result[digit] = new double[PATHS[digit].length][][];
            for (int style = 0; style < PATHS[digit].length; style++) {
                result[digit][style] = parse(PATHS[digit][style]);
            }
        }
        return result;
    }

    private static double[][] parse(String path) {
        List<List<Double>> strokes = new ArrayList<>();
        List<Double> stroke = new ArrayList<>();
        for (String part : path.split("(?=[MLC])", -1)) {
            double[] numbers = java.util.Arrays.stream(part.substring(1).strip().split(" ", -1))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            if (part.charAt(0) == 'M') {
                stroke = new ArrayList<>();
                strokes.add(stroke);
            } else if (part.charAt(0) == 'L') {
                // A straight line is a curve with its control points at the thirds.
                int last = stroke.size() - 2;
                for (int third = 1; third < 3; third++) {
                    stroke.add(stroke.get(last) + (numbers[0] - stroke.get(last)) * third / 3);
                    stroke.add(stroke.get(last + 1) + (numbers[1] - stroke.get(last + 1)) * third / 3);
                }
            }
            for (double number : numbers) {
                stroke.add(number);
            }
        }
        return strokes.stream()
                .map(points -> points.stream().mapToDouble(Double::doubleValue).toArray())
                .toArray(double[][]::new);
    }
}
