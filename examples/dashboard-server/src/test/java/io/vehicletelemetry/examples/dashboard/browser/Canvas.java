package io.vehicletelemetry.examples.dashboard.browser;

import com.microsoft.playwright.Page;
import java.util.List;

/** What is drawn in a chart, told by its pixels. */
final class Canvas {

    /** Whether each column of pixels between the first and the last of the line's has any of its colour. */
    private static final String LINE = """
            signal => {
              const canvas = document.querySelector(`.chart[data-signal='${signal}'] canvas`);
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const colour = getComputedStyle(document.documentElement).getPropertyValue('--line-1').trim();
              const parts = [1, 3, 5].map(at => parseInt(colour.slice(at, at + 2), 16));
              const columns = [];
              for (let x = 0; x < canvas.width; x++) {
                let drawn = false;
                for (let y = 0; y < canvas.height && !drawn; y++) {
                  const at = (y * canvas.width + x) * 4;
                  drawn = data[at + 3] > 100 && parts.every((part, index) => Math.abs(part - data[at + index]) < 40);
                }
                columns.push(drawn);
              }
              return columns.slice(columns.indexOf(true), columns.lastIndexOf(true) + 1);
            }""";

    /** Of the columns of pixels of the plot, those that are painted from top to bottom, as a share. */
    private static final String SHADE = """
            signal => {
              const canvas = document.querySelector(`.chart[data-signal='${signal}'] canvas`);
              const over = document.querySelector(`.chart[data-signal='${signal}'] .u-over`);
              const scale = canvas.width / canvas.clientWidth;
              const left = Math.ceil(over.offsetLeft * scale);
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const top = Math.ceil(canvas.height * 0.15);
              const bottom = Math.floor(canvas.height * 0.75);
              const width = Math.floor(over.clientWidth * scale);
              let painted = 0;
              for (let x = left; x < left + width; x++) {
                let rows = 0;
                for (let y = top; y < bottom; y++) {
                  rows += data[(y * canvas.width + x) * 4 + 3] > 0 ? 1 : 0;
                }
                painted += rows > (bottom - top) * 0.95 ? 1 : 0;
              }
              return painted / width;
            }""";

    private Canvas() {}

    /** The longest stretch without a line between two with one, as a share of what is between the line's ends. */
    static double gap(Page page, String signal) {
        List<?> columns = (List<?>) page.evaluate(LINE, signal);
        int longest = 0;
        int run = 0;
        for (Object drawn : columns) {
            run = drawn.equals(true) ? 0 : run + 1;
            longest = Math.max(longest, run);
        }
        return columns.isEmpty() ? 1 : (double) longest / columns.size();
    }

    /** The share of a chart of the first colour that is shaded, as a time offline is. */
    static double shade(Page page, String signal) {
        return ((Number) page.evaluate(SHADE, signal)).doubleValue();
    }
}
