/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/item_form.h"

#include "engine/check_random.h"

/* The order on the screen: order[place] is the number in the file. */
struct shuffle {
    uint8_t order[ITEM_CHOICES_MAX];
    int len;
};

/* Fisher & Yates (1938), in Durstenfeld's form; `part` tells the lists of one item apart. */
static struct shuffle
shuffle_of(const struct item *item, uint64_t seed, uint32_t part, int len)
{
    uint64_t own = seed ^ slice_hash(item->code);
    struct shuffle s = {.len = len};

    for (int i = 0; i < len; i++)
        s.order[i] = (uint8_t)i;
    for (int i = len - 1; i > 0; i--) {
        int k = check_random_below(own, part, (uint32_t)i, i + 1);
        uint8_t moved = s.order[i];

        s.order[i] = s.order[k];
        s.order[k] = moved;
    }
    return s;
}

static enum err
lines_of(const struct page *page, struct slice text, struct item_form *f)
{
    size_t len = 1;
    struct slice *lines;
    struct slice rest = text;
    struct slice line;

    for (size_t i = 0; i < text.len; i++)
        len += text.at[i] == '\n';
    lines = arena_array(page->req->arena, struct slice, len);
    if (lines == NULL)
        return ERR_LIMIT;
    while (slice_next(&rest, '\n', &line))
        lines[f->lines_len++] = line;
    f->lines = lines;
    return OK;
}

/* --- showing ---------------------------------------------------------------- */

static void
show_options(const struct item *item, const struct shuffle *s, struct item_form *f)
{
    for (int p = 0; p < s->len; p++) {
        const struct item_choice *c = &item->choices[s->order[p]];

        f->options[p] = (struct item_option){
            .text = c->text, .cells = c->cells, .cells_len = item->columns_len, .place = p};
    }
    f->options_len = s->len;
}

/* The choices of a list in the order of `s`. */
static enum err
list_of(const struct page *page, const struct item_choice *choices, const struct shuffle *s,
        struct item_field *field)
{
    struct item_option *options =
        arena_array(page->req->arena, struct item_option, (size_t)s->len + 1);

    if (options == NULL)
        return ERR_LIMIT;
    for (int p = 0; p < s->len; p++)
        options[p] = (struct item_option){.text = choices[s->order[p]].text, .place = p};
    field->options = options;
    field->options_len = s->len;
    return OK;
}

/* For steps to be put in order: "1" to "n". */
static enum err
numbers_of(const struct page *page, int len, struct item_field *field)
{
    struct item_option *options =
        arena_array(page->req->arena, struct item_option, (size_t)len + 1);

    if (options == NULL)
        return ERR_LIMIT;
    for (int p = 0; p < len; p++) {
        struct text t = text_init(page->req->arena, 8);

        text_int(&t, p + 1);
        options[p].place = p;
        TRY(text_end(&t, &options[p].text));
    }
    field->options = options;
    field->options_len = len;
    return OK;
}

static enum err
show_field(const struct page *page, const struct item *item, uint64_t seed, int b,
           struct item_field *field)
{
    struct text id = text_init(page->req->arena, 8);
    struct shuffle s;

    text_putc(&id, 'a');
    text_int(&id, b);
    TRY(text_end(&id, &field->id));
    if (item->kind == ITEM_ORDER) {
        s = shuffle_of(item, seed, 0, item->choices_len);
        field->label = item->choices[s.order[b]].text;
        return numbers_of(page, item->choices_len, field);
    }
    if (item->kind == ITEM_GAP)
        field->before = item->blanks[b].label;
    else
        field->label = item->blanks[b].label;
    if (item->kind == ITEM_MATCH) {
        s = shuffle_of(item, seed, 0, item->choices_len);
        return list_of(page, item->choices, &s, field);
    }
    s = shuffle_of(item, seed, (uint32_t)b + 1, item->blanks[b].choices_len);
    return s.len > 0 ? list_of(page, item->blanks[b].choices, &s, field) : OK;
}

static bool
has_fields(const struct item *item)
{
    return item->kind == ITEM_ORDER || item->kind == ITEM_MATCH || item->kind == ITEM_GAP ||
           item->kind == ITEM_FORM;
}

enum err
item_form_show(const struct page *page, const struct item *item, uint64_t seed,
               struct item_form *ret_form)
{
    struct item_form f = {.item = item,
                          .kind = item->kind,
                          .columns = item->columns,
                          .columns_len = item->columns_len,
                          .after = item->after};

    TRY(lines_of(page, item->text, &f));
    if (has_fields(item)) {
        f.fields_len = item_parts(item);
        for (int b = 0; b < f.fields_len; b++)
            TRY(show_field(page, item, seed, b, &f.fields[b]));
    } else {
        struct shuffle s = shuffle_of(item, seed, 0, item->choices_len);

        show_options(item, &s, &f);
    }
    *ret_form = f;
    return OK;
}

/* --- reading ---------------------------------------------------------------- */

/* The place that a field sent, below `len`; -1: none. */
static int
place_of(struct slice value, int len)
{
    int64_t place;

    return slice_int(value, 0, len - 1, &place) == OK ? (int)place : -1;
}

/* One choice, or ticks. Answers whether it is complete. */
static bool
read_options(const struct page *page, const struct shuffle *s, struct item_form *f,
             struct item_answer *a)
{
    const struct form *form = &page->req->form;
    bool any = false;

    for (size_t i = 0; i < form->len; i++) {
        int place =
            slice_is(form->fields[i].name, "a") ? place_of(form->fields[i].value, s->len) : -1;

        if (place < 0)
            continue;
        if (f->kind != ITEM_MULTIPLE && any)
            return false; /* two answers to one question are none */
        any = true;
        f->options[place].chosen = true;
        if (f->kind == ITEM_MULTIPLE)
            a->picked[s->order[place]] = 1;
        else
            a->picked[0] = s->order[place];
    }
    return any;
}

/* The list again, with what was chosen. The field's own array: it was made for this form. */
static enum err
choose(const struct page *page, struct item_field *field, int place)
{
    struct item_option *options =
        arena_array(page->req->arena, struct item_option, (size_t)field->options_len);

    if (options == NULL)
        return ERR_LIMIT;
    for (int i = 0; i < field->options_len; i++) {
        options[i] = field->options[i];
        options[i].chosen = i == place;
    }
    field->options = options;
    return OK;
}

/* A form being read: what was shown, what it says. */
struct reading {
    const struct page *page;
    uint64_t seed;
    struct item_form *form;
    struct item_answer *answer;
};

/* What field `b` says, as a number of the file; a typed one goes to `answer->typed`. */
static enum err
read_field(const struct reading *r, int b, bool *ret_given)
{
    const struct page *page = r->page;
    const struct item *item = r->form->item;
    struct item_field *field = &r->form->fields[b];
    struct item_answer *a = r->answer;
    uint64_t seed = r->seed;
    struct slice value = form_value(&page->req->form, arena_cstr(page->req->arena, field->id));
    struct shuffle s;
    int place;

    if (field->options == NULL) {
        field->typed = a->typed[b] = slice_trim(value);
        *ret_given = field->typed.len > 0 && field->typed.len <= ITEM_TYPED_BYTES_MAX;
        return OK;
    }
    place = place_of(value, field->options_len);
    *ret_given = place >= 0;
    if (place < 0)
        return OK;
    TRY(choose(page, field, place));
    if (item->kind == ITEM_ORDER) {
        s = shuffle_of(item, seed, 0, item->choices_len);
        a->picked[place] = s.order[b];
        return OK;
    }
    s = item->kind == ITEM_MATCH ? shuffle_of(item, seed, 0, item->choices_len)
                                 : shuffle_of(item, seed, (uint32_t)b + 1, field->options_len);
    a->picked[b] = s.order[place];
    return OK;
}

static enum err
read_fields(const struct reading *r)
{
    struct item_form *f = r->form;
    bool complete = true;

    for (int b = 0; b < f->fields_len; b++) {
        bool given = false;

        TRY(read_field(r, b, &given));
        complete &= given;
    }
    if (!complete)
        f->error = page_say(r->page, SAY_CHECK_MISSING_FIELDS);
    else if (!item_answer_is_sound(f->item, r->answer))
        f->error = page_say(r->page, SAY_CHECK_MISSING_ORDER);
    return OK;
}

enum err
item_form_read(const struct page *page, const struct item *item, uint64_t seed,
               struct item_form *ret_form, struct item_answer *ret_answer)
{
    struct item_answer a = {.unknown = false};

    TRY(item_form_show(page, item, seed, ret_form));
    if (has_fields(item)) {
        const struct reading r = {page, seed, ret_form, &a};

        TRY(read_fields(&r));
    } else {
        struct shuffle s = shuffle_of(item, seed, 0, item->choices_len);

        if (!read_options(page, &s, ret_form, &a))
            ret_form->error =
                page_say(page, item->kind == ITEM_MULTIPLE ? SAY_CHECK_MISSING_TICKS
                                                           : SAY_CHECK_MISSING_CHOICE);
    }
    *ret_answer = a;
    return OK;
}
