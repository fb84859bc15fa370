/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * The hint of a block: every class is rounded to the side that gives more points, so that what is
 * looked up by class is never less than what the block gets.
 */
#include "engine/match_index.h"

enum {
    CELLS_SOUTH_MICRO = 47000000,
    CELLS_WEST_MICRO = 5500000,
    CELL_LAT_MICRO = 500000,
    CELL_LON_MICRO = 750000,
    POLE_MICRO = 90000000,
    HALF_TURN_MICRO = 180000000,
};

static int
cell_of(int64_t micro, int64_t from_micro, int64_t size_micro, int cells)
{
    int64_t at = (micro - from_micro) / size_micro;

    if (micro < from_micro)
        return 0;
    return at < cells ? (int)at : cells - 1;
}

int
match_cell_row(int64_t lat_micro)
{
    return cell_of(lat_micro, CELLS_SOUTH_MICRO, CELL_LAT_MICRO, MATCH_CELL_ROWS);
}

int
match_cell_column(int64_t lon_micro)
{
    return cell_of(lon_micro, CELLS_WEST_MICRO, CELL_LON_MICRO, MATCH_CELL_COLUMNS);
}

int
match_cell_of_run(const struct match_run_row *run)
{
    if ((run->flags & MATCH_RUN_LOCAL) == 0 || !run->position.known)
        return -1;
    return match_cell_row(run->position.lat_micro) * MATCH_CELL_COLUMNS +
           match_cell_column(run->position.lon_micro);
}

struct match_cell_box
match_cell_box(int cell)
{
    int row = cell / MATCH_CELL_COLUMNS;
    int column = cell % MATCH_CELL_COLUMNS;
    struct match_cell_box box = {
        .south = CELLS_SOUTH_MICRO + (int64_t)row * CELL_LAT_MICRO,
        .north = CELLS_SOUTH_MICRO + (int64_t)(row + 1) * CELL_LAT_MICRO,
        .west = CELLS_WEST_MICRO + (int64_t)column * CELL_LON_MICRO,
        .east = CELLS_WEST_MICRO + (int64_t)(column + 1) * CELL_LON_MICRO,
    };

    if (row == 0)
        box.south = -POLE_MICRO;
    if (row == MATCH_CELL_ROWS - 1)
        box.north = POLE_MICRO;
    if (column == 0)
        box.west = -HALF_TURN_MICRO;
    if (column == MATCH_CELL_COLUMNS - 1)
        box.east = HALF_TURN_MICRO;
    return box;
}

static uint8_t
class_of(int64_t value, int64_t size)
{
    int64_t n = value / size;

    return (uint8_t)(n < MATCH_CLASSES - 1 ? n : MATCH_CLASSES - 1);
}

static uint8_t
topic_class(uint64_t topics)
{
    if (topics == 0)
        return MATCH_TOPIC_NONE;
    if ((topics & (topics - 1)) != 0)
        return MATCH_TOPIC_SEVERAL;
    return (uint8_t)__builtin_ctzll(topics);
}

#define STARTS_ANY ((UINT64_C(1) << MATCH_STARTS_WEEKS) - 1)

/*
 * A run with sittings begins in the week of its first day, and that week must not be blocked; what
 * has none can begin at any time. The last bit is for what neither says: runs far ahead, and those
 * whose first sitting lies in a later week than their first day.
 */
static uint64_t
starts_of(const struct match_index *index, const struct match_run_row *run)
{
    int week = (run->first - index->base.n) / 7;

    if ((run->flags & MATCH_RUN_SITTINGS) == 0)
        return STARTS_ANY;
    if (run->first < index->base.n || week >= MATCH_STARTS_WEEKS ||
        (run->weeks[0] >> week & 1) == 0)
        return UINT64_C(1) << MATCH_STARTS_WEEKS;
    return UINT64_C(1) << week;
}

void
match_hint_build(const struct match_index *index, uint32_t slot, struct match_hint *hint)
{
    const struct match_row *row = &index->rows[slot];
    int place = row->runs_len > 0 ? match_cell_of_run(&index->runs[row->runs_at]) : -1;

    hint->topic = topic_class(row->topics);
    hint->price = class_of(row->price_cents, MATCH_PRICE_CLASS_CENTS);
    if (row->minutes > 0)
        hint->effort =
            class_of(row->minutes + MATCH_EFFORT_CLASS_MINUTES, MATCH_EFFORT_CLASS_MINUTES);
    hint->quality = class_of(row->quality + MATCH_QUALITY_CLASS - 1, MATCH_QUALITY_CLASS);
    hint->flags = (uint8_t)(row->format | (row->has_groups ? MATCH_HINT_GROUPS : 0));
    hint->starts = row->self_paced ? STARTS_ANY : 0;
    for (uint32_t at = row->runs_at; at < row->runs_at + row->runs_len; at++) {
        const struct match_run_row *run = &index->runs[at];

        hint->starts |= starts_of(index, run);
        if ((run->flags & MATCH_RUN_LACKS) != 0)
            hint->flags |= MATCH_HINT_LACKS;
        if (match_cell_of_run(run) != place)
            place = -1;
    }
    hint->place = (uint8_t)(place >= 0 && !row->self_paced ? place : MATCH_CELLS);
}
