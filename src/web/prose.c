/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/prose.h"

static bool
is_item(struct slice line)
{
    return slice_starts(line, SLICE("- ")) || slice_starts(line, SLICE("* "));
}

static int
count_lines(struct slice text)
{
    struct slice line;
    int n = 0;

    while (slice_next(&text, '\n', &line))
        n++;
    return n;
}

enum err
prose_parse(struct arena *a, struct slice text, struct prose *ret_prose)
{
    size_t lines_max = (size_t)count_lines(text) + 1;
    struct slice *lines = arena_array(a, struct slice, lines_max);
    struct prose prose = {.blocks = arena_array(a, struct prose_block, lines_max)};
    struct prose_block *block = NULL;
    struct slice line;

    if (lines == NULL || prose.blocks == NULL)
        return ERR_LIMIT;
    while (slice_next(&text, '\n', &line)) {
        bool item;

        line = slice_trim(line);
        item = is_item(line);
        if (line.len == 0) {
            block = NULL;
            continue;
        }
        if (block == NULL || block->is_list != item) {
            block = &prose.blocks[prose.blocks_len++];
            *block = (struct prose_block){.is_list = item, .lines = lines};
        }
        *lines++ = item ? slice_trim(slice_sub(line, 2, line.len)) : line;
        block->lines_len++;
    }
    *ret_prose = prose;
    return OK;
}
