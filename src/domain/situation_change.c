/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/situation_change.h"

enum { HALF_HOUR_MINUTES = 30, AMOUNT_MAX = 1000000, WEEKS_LEFT_MIN = 1 };

static const struct {
    const char *code;
    int least;
    int most; /* 0: it has no amount */
} kinds[CHANGES] = {
    [CHANGE_HOURS_MORE] = {"stunden-mehr", 1, WEEKLY_MINUTES_MAX / HALF_HOUR_MINUTES},
    [CHANGE_HOURS_LESS] = {"stunden-weniger", 1, WEEKLY_MINUTES_MAX / HALF_HOUR_MINUTES},
    [CHANGE_HALF_DAY_MORE] = {"halbtag-mehr", 0, HALF_DAYS - 1},
    [CHANGE_HALF_DAY_LESS] = {"halbtag-weniger", 0, HALF_DAYS - 1},
    [CHANGE_BUDGET_MORE] = {"budget-mehr", 1, AMOUNT_MAX},
    [CHANGE_BUDGET_LESS] = {"budget-weniger", 1, AMOUNT_MAX},
    [CHANGE_BUDGET_TO] = {"budget-bis", 0, AMOUNT_MAX},
    [CHANGE_END_LATER] = {"ende-spaeter", 1, PLAN_WEEKS_MAX},
    [CHANGE_END_EARLIER] = {"ende-frueher", 1, PLAN_WEEKS_MAX},
    [CHANGE_NO_IN_PERSON] = {"ohne-praesenz", 0, 0},
    [CHANGE_ALL_FORMATS] = {"alle-formate", 0, 0},
    [CHANGE_DISTANCE] = {"umkreis", 1, DISTANCE_KM_MAX},
    [CHANGE_NO_BUDGET] = {"budget-frei", 0, 0},
    [CHANGE_OTHER_BLOCK] = {"anderer-baustein", 0, 0},
};

const char *
change_code(enum change_kind kind)
{
    assert(kind < CHANGES);
    return kinds[kind].code;
}

enum err
change_parse(struct slice word, struct situation_change *ret_change)
{
    for (int i = 0; i < CHANGES; i++) {
        struct slice code = slice_of(kinds[i].code);
        int64_t amount = 0;

        if (!slice_starts(word, code))
            continue;
        word = slice_sub(word, code.len, word.len);
        if (kinds[i].most > 0) {
            if (!slice_starts(word, SLICE("-")))
                return ERR_INVALID;
            TRY(slice_int(slice_sub(word, 1, word.len), kinds[i].least, kinds[i].most, &amount));
        } else if (word.len > 0)
            return ERR_INVALID;
        *ret_change = (struct situation_change){(enum change_kind)i, (int)amount, {0}};
        return OK;
    }
    return ERR_INVALID;
}

void
change_put(struct text *out, struct situation_change change)
{
    text_puts(out, change_code(change.kind));
    if (kinds[change.kind].most > 0)
        text_printf(out, "-%d", change.amount);
}

enum err
situation_fix(struct arena *a, struct situation *s, struct module_id module,
              enum fixed_choice choice)
{
    struct fixed_module *list = arena_array(a, struct fixed_module, (size_t)s->fixed_len + 1);
    bool placed = choice == FIXED_NONE;
    int len = 0;

    if (list == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < s->fixed_len; i++) {
        if (s->fixed[i].module.n == module.n)
            continue;
        if (!placed && s->fixed[i].module.n > module.n) {
            list[len++] = (struct fixed_module){module, choice};
            placed = true;
        }
        list[len++] = s->fixed[i];
    }
    if (!placed)
        list[len++] = (struct fixed_module){module, choice};
    if (len > SITUATION_FIXED_MAX)
        return ERR_LIMIT;
    s->fixed = list;
    s->fixed_len = len;
    return OK;
}

/* Time and money. */
static void
change_amounts(struct situation *s, struct situation_change c)
{
    switch (c.kind) {
    case CHANGE_HOURS_MORE:
        s->weekly_minutes += c.amount * HALF_HOUR_MINUTES;
        break;
    case CHANGE_HOURS_LESS:
        s->weekly_minutes -= c.amount * HALF_HOUR_MINUTES;
        break;
    case CHANGE_BUDGET_MORE:
        if (s->budget.n < CENTS_MAX)
            s->budget.n += (int64_t)c.amount * 100;
        break;
    case CHANGE_BUDGET_LESS:
        if (s->budget.n < CENTS_MAX)
            s->budget.n -= (int64_t)c.amount * 100;
        break;
    case CHANGE_BUDGET_TO:
        if ((int64_t)c.amount * 100 < s->budget.n)
            s->budget.n = (int64_t)c.amount * 100;
        break;
    case CHANGE_NO_BUDGET:
        s->budget.n = CENTS_MAX;
        break;
    case CHANGE_END_LATER:
        s->latest_end = day_plus(s->latest_end, c.amount * 7);
        break;
    case CHANGE_END_EARLIER:
        s->latest_end = day_plus(s->latest_end, -c.amount * 7);
        break;
    case CHANGE_HALF_DAY_MORE:
    case CHANGE_HALF_DAY_LESS:
    case CHANGE_NO_IN_PERSON:
    case CHANGE_ALL_FORMATS:
    case CHANGE_DISTANCE:
    case CHANGE_OTHER_BLOCK:
    case CHANGES:
        break;
    }
}

/* What is welcome. */
static void
change_wishes(struct situation *s, struct situation_change c)
{
    switch (c.kind) {
    case CHANGE_HALF_DAY_MORE:
        s->half_days = (uint16_t)(s->half_days | 1u << c.amount);
        break;
    case CHANGE_HALF_DAY_LESS:
        s->half_days = (uint16_t)(s->half_days & ~(1u << c.amount));
        break;
    case CHANGE_NO_IN_PERSON:
        s->formats = (uint8_t)(s->formats & ~(1u << FORMAT_IN_PERSON));
        break;
    case CHANGE_ALL_FORMATS:
        s->formats = (1u << FORMATS) - 1;
        break;
    case CHANGE_DISTANCE:
        if (c.amount > s->distance_km)
            s->distance_km = c.amount;
        break;
    case CHANGE_HOURS_MORE:
    case CHANGE_HOURS_LESS:
    case CHANGE_BUDGET_MORE:
    case CHANGE_BUDGET_LESS:
    case CHANGE_BUDGET_TO:
    case CHANGE_NO_BUDGET:
    case CHANGE_END_LATER:
    case CHANGE_END_EARLIER:
    case CHANGE_OTHER_BLOCK:
    case CHANGES:
        break;
    }
}

/* Whether the change left everything as it was. */
static bool
is_unchanged(const struct situation *a, const struct situation *b)
{
    return a->weekly_minutes == b->weekly_minutes && a->budget.n == b->budget.n &&
           a->latest_end.n == b->latest_end.n && a->half_days == b->half_days &&
           a->formats == b->formats && a->distance_km == b->distance_km && a->fixed == b->fixed;
}

enum err
situation_changed(struct arena *a, const struct situation *s, struct situation_change change,
                  struct situation *ret_situation)
{
    struct situation changed = *s;

    assert(change.kind < CHANGES);
    change_amounts(&changed, change);
    change_wishes(&changed, change);
    if (change.kind == CHANGE_OTHER_BLOCK && situation_fixed(s, change.module) != FIXED_DROP)
        TRY(situation_fix(a, &changed, change.module, FIXED_DROP));
    if (is_unchanged(s, &changed) || changed.formats == 0 || !situation_is_sound(&changed) ||
        changed.latest_end.n < day_plus(changed.start, 7 * WEEKS_LEFT_MIN - 1).n)
        return ERR_CONFLICT;
    *ret_situation = changed;
    return OK;
}
