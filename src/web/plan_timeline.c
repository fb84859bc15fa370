/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/plan_timeline.h"

static const double WIDE = 1080;
static const double NARROW = 320;
static const double HEAD = 24;       /* months */
static const double ROW = 46;        /* a block: its title, its bar */
static const double TITLE_BASE = 17; /* from the row's top */
static const double BAR_TOP = 23;
static const double BAR_HEIGHT = 14;
static const double LOAD_GAP = 16;
static const double LOAD_HEIGHT = 72;
static const double LETTER = 7.6; /* mean width at the drawing's letter size */
static const double MONTH_ROOM = 34;
static const double WEEK_GAP = 1.5;

enum { TITLE_BYTES_MAX = 1024 };

static struct slice
month_word(const struct page *page, int month)
{
    static const enum say_key words[12] = {
        SAY_PLAN_MONTH_1, SAY_PLAN_MONTH_2,  SAY_PLAN_MONTH_3,  SAY_PLAN_MONTH_4,
        SAY_PLAN_MONTH_5, SAY_PLAN_MONTH_6,  SAY_PLAN_MONTH_7,  SAY_PLAN_MONTH_8,
        SAY_PLAN_MONTH_9, SAY_PLAN_MONTH_10, SAY_PLAN_MONTH_11, SAY_PLAN_MONTH_12,
    };

    return page_say(page, words[month - 1]);
}

/* Bytes of the first `letters` characters of UTF-8. */
static size_t
letters_bytes(struct slice s, int letters)
{
    size_t i = 0;

    while (i < s.len && letters > 0) {
        i++;
        while (i < s.len && ((unsigned char)s.at[i] & 0xc0) == 0x80)
            i++;
        letters--;
    }
    return i;
}

static int
letters_of(struct slice s)
{
    int n = 0;

    for (size_t i = 0; i < s.len; i++)
        n += ((unsigned char)s.at[i] & 0xc0) != 0x80;
    return n;
}

/* "3  Title", with an ellipsis when it is wider than the drawing. */
static enum err
title_make(const struct page *page, int number, struct slice title, int letters_max,
           struct slice *ret_title)
{
    struct text t = text_init(page->req->arena, TITLE_BYTES_MAX);
    size_t bytes = letters_bytes(title, letters_max - 5);

    text_printf(&t, "%d  ", number);
    text_put(&t, slice_sub(title, 0, bytes));
    if (bytes < title.len)
        text_puts(&t, "…");
    return text_end(&t, ret_title);
}

static double
week_x(const struct timeline *t, const struct curriculum *plan, int week)
{
    return t->width * week / plan->weeks_len;
}

static enum err
bars_make(const struct page *page, const struct curriculum *plan, struct timeline *t)
{
    int letters_max = (int)(t->width / LETTER);

    t->bars = arena_array(page->req->arena, struct timeline_bar, (size_t)plan->entries_len + 1);
    if (t->bars == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < plan->entries_len; i++) {
        const struct curriculum_entry *e = &plan->entries[i];
        struct timeline_bar *b = &t->bars[t->bars_len++];
        double top = HEAD + i * ROW;
        double title_width;

        TRY(title_make(page, i + 1, e->module->title, letters_max, &b->title));
        b->language = e->module->language;
        b->format_code = module_format_code(e->module->format);
        b->x = week_x(t, plan, e->start_week);
        b->width = week_x(t, plan, e->end_week + 1) - b->x - WEEK_GAP;
        b->y = top + BAR_TOP;
        b->height = BAR_HEIGHT;
        title_width = letters_of(b->title) * LETTER;
        b->title_x = b->x + title_width > t->width ? t->width - title_width : b->x;
        if (b->title_x < 0)
            b->title_x = 0;
        b->title_y = top + TITLE_BASE;
    }
    return OK;
}

static enum err
months_make(const struct page *page, const struct curriculum *plan, struct timeline *t)
{
    double last = -MONTH_ROOM;
    int month = 0;

    t->months = arena_array(page->req->arena, struct timeline_month, (size_t)plan->weeks_len + 1);
    if (t->months == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < plan->weeks_len; w++) {
        /* A week belongs to the month of its Thursday, as its year does (ISO 8601). */
        struct date d = day_to_date(day_plus(plan->weeks[w].monday, THURSDAY));
        struct timeline_month *m;

        if (d.month == month)
            continue;
        month = d.month;
        m = &t->months[t->months_len++];
        m->x = week_x(t, plan, w);
        if (m->x - last < MONTH_ROOM || m->x + MONTH_ROOM > t->width)
            continue;
        m->label = month_word(page, month);
        last = m->x;
    }
    return OK;
}

static enum err
weeks_make(const struct page *page, const struct curriculum *plan, struct timeline *t)
{
    int32_t most = 1;

    t->weeks = arena_array(page->req->arena, struct timeline_week, (size_t)plan->weeks_len + 1);
    if (t->weeks == NULL)
        return ERR_LIMIT;
    for (int w = 0; w < plan->weeks_len; w++) {
        most = plan->weeks[w].capacity > most ? plan->weeks[w].capacity : most;
        most = plan->weeks[w].minutes > most ? plan->weeks[w].minutes : most;
    }
    for (int w = 0; w < plan->weeks_len; w++) {
        const struct curriculum_week *from = &plan->weeks[w];
        struct timeline_week *week = &t->weeks[t->weeks_len++];

        week->x = week_x(t, plan, w);
        week->width = week_x(t, plan, w + 1) - week->x - WEEK_GAP;
        week->blocked = from->blocked;
        week->room_height = from->blocked ? LOAD_HEIGHT : LOAD_HEIGHT * from->capacity / most;
        week->room_y = t->base_y - week->room_height;
        week->height = LOAD_HEIGHT * from->minutes / most;
        week->y = t->base_y - week->height;
    }
    return OK;
}

enum err
timeline_make(const struct page *page, const struct curriculum *plan, bool is_narrow,
              struct timeline *ret_timeline)
{
    struct timeline t = {.is_narrow = is_narrow, .width = is_narrow ? NARROW : WIDE};

    t.label_y = HEAD - 10;
    t.grid_y = HEAD - 6;
    t.base_y = HEAD + plan->entries_len * ROW + LOAD_GAP + LOAD_HEIGHT;
    t.grid_height = t.base_y - t.grid_y;
    t.height = t.base_y + 2;
    TRY(bars_make(page, plan, &t));
    TRY(months_make(page, plan, &t));
    TRY(weeks_make(page, plan, &t));
    *ret_timeline = t;
    return OK;
}
