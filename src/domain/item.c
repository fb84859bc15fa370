/* SPDX-License-Identifier: EUPL-1.2 */
#include "domain/item.h"

#include <assert.h>

static const char *const codes[ITEM_KINDS] = {
    [ITEM_SINGLE] = "single", [ITEM_MULTIPLE] = "multiple",
    [ITEM_ORDER] = "order",   [ITEM_MATCH] = "match",
    [ITEM_GAP] = "gap",       [ITEM_PICK] = "pick",
    [ITEM_FORM] = "form",     [ITEM_SITUATION] = "situation",
};

const char *
item_kind_code(enum item_kind kind)
{
    return codes[kind];
}

enum err
item_kind_parse(struct slice code, enum item_kind *ret_kind)
{
    for (int k = 0; k < ITEM_KINDS; k++) {
        if (slice_is(code, codes[k])) {
            *ret_kind = (enum item_kind)k;
            return OK;
        }
    }
    return ERR_NOT_FOUND;
}

/* --- what can be asked ------------------------------------------------------ */

static int
count_right(const struct item_choice *choices, int len)
{
    int right = 0;

    for (int i = 0; i < len; i++)
        right += choices[i].credit > 0;
    return right;
}

/* Each says something, and none says the same as another. */
static bool
choices_differ(const struct item_choice *choices, int len)
{
    for (int i = 0; i < len; i++) {
        if (choices[i].text.len == 0)
            return false;
        for (int k = 0; k < i; k++)
            if (slice_eq(choices[i].text, choices[k].text))
                return false;
    }
    return true;
}

static bool
credits_up_to(const struct item_choice *choices, int len, int max)
{
    for (int i = 0; i < len; i++)
        if (choices[i].credit > max)
            return false;
    return true;
}

/* ITEM-2 */
static bool
pick_is_sound(const struct item *it)
{
    if (it->columns_len < 1 || it->columns_len > ITEM_COLUMNS_MAX)
        return false;
    for (int i = 0; i < it->choices_len; i++)
        if (it->choices[i].cells == NULL || it->choices[i].text.len > 0)
            return false;
    return true;
}

/* ITEM-6 */
static bool
blanks_are_sound(const struct item *it)
{
    for (int b = 0; b < it->blanks_len; b++) {
        const struct item_blank *blank = &it->blanks[b];
        bool typed = blank->accepted_len > 0;
        bool chosen = blank->choices_len > 0;

        if (typed == chosen || blank->choices_len > ITEM_CHOICES_MAX)
            return false;
        if (chosen &&
            (blank->choices_len < 2 || !choices_differ(blank->choices, blank->choices_len) ||
             count_right(blank->choices, blank->choices_len) != 1))
            return false;
        if (it->kind == ITEM_FORM && blank->label.len == 0)
            return false;
    }
    return it->blanks_len >= 1;
}

/* ITEM-5 */
static bool
match_is_sound(const struct item *it)
{
    if (it->blanks_len != it->choices_len || it->blanks_len < 2)
        return false;
    for (int b = 0; b < it->blanks_len; b++)
        if (it->blanks[b].label.len == 0 || it->blanks[b].choices_len > 0 ||
            it->blanks[b].accepted_len > 0)
            return false;
    return choices_differ(it->choices, it->choices_len);
}

/* ITEM-7 */
static bool
situation_is_sound(const struct item *it)
{
    bool best = false;
    bool worst = false;

    for (int i = 0; i < it->choices_len; i++) {
        best |= it->choices[i].credit == ITEM_CREDIT_MAX;
        worst |= it->choices[i].credit == 0;
    }
    return best && worst && credits_up_to(it->choices, it->choices_len, ITEM_CREDIT_MAX);
}

/* The rule of the kind that is broken; 0: none. */
static int
kind_fault(const struct item *it)
{
    int right = count_right(it->choices, it->choices_len);
    bool plain =
        it->blanks_len == 0 && it->choices_len >= 3 && choices_differ(it->choices, it->choices_len);

    switch (it->kind) {
    case ITEM_SINGLE:
        return plain && right == 1 && credits_up_to(it->choices, it->choices_len, 1) ? 0 : 2;
    case ITEM_PICK:
        return it->blanks_len == 0 && it->choices_len >= 3 && right == 1 && pick_is_sound(it) ? 0
                                                                                              : 2;
    case ITEM_MULTIPLE:
        return plain && right >= 1 && right < it->choices_len ? 0 : 3;
    case ITEM_ORDER:
        return plain ? 0 : 4;
    case ITEM_MATCH:
        return match_is_sound(it) ? 0 : 5;
    case ITEM_GAP:
    case ITEM_FORM:
        return it->choices_len == 0 && blanks_are_sound(it) ? 0 : 6;
    case ITEM_SITUATION:
        return plain && situation_is_sound(it) ? 0 : 7;
    }
    return 1;
}

int
item_fault(const struct item *it)
{
    if (it->code.len == 0 || it->text.len == 0 || it->facet.len == 0 || it->level < 1 ||
        it->level > LEVEL_MAX || it->competence.n == 0 || it->competence.n >= COMPETENCES_MAX)
        return 1;
    if (it->choices_len < 0 || it->choices_len > ITEM_CHOICES_MAX || it->blanks_len < 0 ||
        it->blanks_len > ITEM_PARTS_MAX)
        return 1;
    return kind_fault(it);
}

/* --- what was answered ------------------------------------------------------ */

int
item_parts(const struct item *it)
{
    switch (it->kind) {
    case ITEM_SINGLE:
    case ITEM_PICK:
    case ITEM_SITUATION:
        return 1;
    case ITEM_MULTIPLE:
    case ITEM_ORDER:
        return it->choices_len;
    case ITEM_MATCH:
    case ITEM_GAP:
    case ITEM_FORM:
        return it->blanks_len;
    }
    return 1;
}

int
item_credit_max(const struct item *it)
{
    return it->kind == ITEM_SITUATION ? ITEM_CREDIT_MAX : 1;
}

/* What the numbers of part `i` are smaller than; 0: the part is typed. */
static int
part_choices(const struct item *it, int i)
{
    if (it->kind == ITEM_MULTIPLE)
        return 2;
    if (it->kind == ITEM_GAP || it->kind == ITEM_FORM)
        return it->blanks[i].choices_len;
    return it->choices_len;
}

bool
item_answer_is_sound(const struct item *it, const struct item_answer *a)
{
    bool seen[ITEM_CHOICES_MAX] = {false};
    int parts = item_parts(it);

    if (a->unknown)
        return true;
    for (int i = 0; i < parts; i++) {
        int choices = part_choices(it, i);

        if (choices == 0 ? a->typed[i].len > ITEM_TYPED_BYTES_MAX : a->picked[i] >= choices)
            return false;
        if (it->kind != ITEM_ORDER)
            continue;
        if (seen[a->picked[i]])
            return false;
        seen[a->picked[i]] = true;
    }
    return true;
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

/* The next byte that counts: a run of spaces is one space. `*s` moves behind it. */
static char
next_byte(struct slice *s)
{
    char c = s->at[0];
    size_t used = 1;

    if (is_space(c)) {
        while (used < s->len && is_space(s->at[used]))
            used++;
        c = ' ';
    } else if (c >= 'A' && c <= 'Z') {
        c = (char)(c - 'A' + 'a');
    }
    *s = slice_sub(*s, used, s->len);
    return c;
}

static bool
typed_like(struct slice typed, struct slice wanted)
{
    typed = slice_trim(typed);
    wanted = slice_trim(wanted);
    while (typed.len > 0 && wanted.len > 0)
        if (next_byte(&typed) != next_byte(&wanted))
            return false;
    return typed.len == 0 && wanted.len == 0;
}

static bool
blank_is_right(const struct item_blank *b, const struct item_answer *a, int i)
{
    if (b->choices_len > 0)
        return b->choices[a->picked[i]].credit > 0;
    for (int k = 0; k < b->accepted_len; k++)
        if (typed_like(a->typed[i], b->accepted[k]))
            return true;
    return false;
}

static bool
part_is_right(const struct item *it, const struct item_answer *a, int i)
{
    switch (it->kind) {
    case ITEM_MULTIPLE:
        return (a->picked[i] != 0) == (it->choices[i].credit > 0);
    case ITEM_ORDER:
    case ITEM_MATCH:
        return a->picked[i] == i;
    case ITEM_GAP:
    case ITEM_FORM:
        return blank_is_right(&it->blanks[i], a, i);
    case ITEM_SINGLE:
    case ITEM_PICK:
    case ITEM_SITUATION:
        break;
    }
    return it->choices[a->picked[i]].credit > 0;
}

int
item_credit(const struct item *it, const struct item_answer *a)
{
    int parts = item_parts(it);

    assert(item_answer_is_sound(it, a));
    if (a->unknown)
        return 0;
    if (it->kind == ITEM_SITUATION)
        return it->choices[a->picked[0]].credit;
    for (int i = 0; i < parts; i++)
        if (!part_is_right(it, a, i))
            return 0;
    return 1;
}
