/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/publish_form.h"

#include <stdio.h>

#include "web/words.h"

enum {
    ROWS_FREE = 3,  /* empty rows behind those that are filled */
    ROWS_FIRST = 4, /* at least */
    NAME_BYTES = 16,
};

/* --- what can be chosen -------------------------------------------------------- */

static enum err
choices_init(const struct page *page, struct block_choices *c, int room)
{
    c->at = arena_array(page->req->arena, struct block_choice, (size_t)room + 1);
    c->len = 0;
    return c->at == NULL ? ERR_LIMIT : OK;
}

static bool
has_code(struct slice codes, struct slice code)
{
    struct slice part = {0};

    while (sheet_next(&codes, true, &part)) {
        if (slice_eq(part, code))
            return true;
    }
    return false;
}

static void
offer(struct block_choices *c, struct slice value, struct slice label, struct slice chosen)
{
    c->at[c->len++] = (struct block_choice){value, label, has_code(chosen, value)};
}

static enum err
put_enums(const struct page *page, struct publish_form *f)
{
    const struct slice *s = f->sheet.fields;

    TRY(choices_init(page, &f->formats, FORMATS));
    TRY(choices_init(page, &f->kinds, MODULE_KINDS));
    TRY(choices_init(page, &f->certificates, CERTIFICATES));
    TRY(choices_init(page, &f->access, ACCESSIBILITIES));
    for (int i = 0; i < FORMATS; i++)
        offer(&f->formats, slice_of(module_format_code((enum module_format)i)),
              page_say(page, words_format((enum module_format)i)), s[BLOCK_FORMAT]);
    for (int i = 0; i < MODULE_KINDS; i++)
        offer(&f->kinds, slice_of(module_kind_code((enum module_kind)i)),
              page_say(page, words_kind((enum module_kind)i)), s[BLOCK_KIND]);
    for (int i = 0; i < CERTIFICATES; i++)
        offer(&f->certificates, slice_of(module_certificate_code((enum module_certificate)i)),
              page_say(page, words_certificate((enum module_certificate)i)),
              s[BLOCK_CERTIFICATE].len > 0 ? s[BLOCK_CERTIFICATE] : SLICE("participation"));
    for (int i = 0; i < ACCESSIBILITIES; i++)
        offer(&f->access, slice_of(accessibility_code((enum accessibility)i)),
              page_say(page, words_accessibility((enum accessibility)i)), s[BLOCK_ACCESS]);
    return OK;
}

static enum err
put_lists(const struct page *page, struct publish_form *f)
{
    const struct catalogue *c = page->snap->catalogue;
    const struct framework *fw = c->framework;
    const struct slice *s = f->sheet.fields;

    TRY(choices_init(page, &f->jobs, c->jobs_len));
    TRY(choices_init(page, &f->topics, c->topics_len));
    TRY(choices_init(page, &f->competences, fw->competences_len));
    for (int i = 0; i < c->jobs_len; i++) {
        if (c->jobs[i].organisation.n == 0)
            offer(&f->jobs, c->jobs[i].code,
                  page_name(page, c->jobs[i].name_de, c->jobs[i].name_en), s[BLOCK_TARGET_GROUPS]);
    }
    for (int i = 0; i < c->topics_len; i++)
        offer(&f->topics, c->topics[i].code,
              page_name(page, c->topics[i].name_de, c->topics[i].name_en), s[BLOCK_TOPICS]);
    for (int i = 0; i < fw->competences_len; i++) {
        const struct competence *k = &fw->competences[i];
        struct slice name = page_name(page, k->name_de, k->name_en);

        offer(&f->competences, k->code,
              page_tell(page, SAY_PUBLISH_COMPETENCE_OPTION,
                        SAY_ARGS(SAY_AS_TEXT(k->code), SAY_AS_TEXT(name))),
              SLICE(""));
    }
    return OK;
}

/* --- rows of competences ----------------------------------------------------------- */

static int
level_of(struct slice s)
{
    int64_t n = -1;

    return slice_int(slice_trim(s), 0, LEVEL_MAX, &n) == OK ? (int)n : -1;
}

/* "D1.1 0-3" or "D1.1 2"; whatever else stands there is shown as it is. */
static struct block_level_row
row_of(const struct page *page, struct slice line)
{
    size_t space = slice_find_char(line, ' ');
    struct slice levels = slice_sub(line, space, line.len);
    size_t dash = slice_find_char(levels, '-');
    struct block_level_row row = {.code = slice_sub(line, 0, space), .from = -1};

    if (dash < levels.len) {
        row.from = level_of(slice_sub(levels, 0, dash));
        row.to = level_of(slice_sub(levels, dash + 1, levels.len));
    } else {
        row.to = level_of(levels);
    }
    if (framework_by_code(page->snap->catalogue->framework, row.code) == NULL)
        row.unknown = row.code;
    return row;
}

static enum err
put_rows(const struct page *page, struct slice lines, struct block_level_row **ret_rows,
         int *ret_len)
{
    int max = MODULE_LEVELS_MAX + ROWS_FREE;
    struct block_level_row *rows =
        arena_array(page->req->arena, struct block_level_row, (size_t)max);
    struct slice line = {0};
    int filled = 0;
    int len;

    if (rows == NULL)
        return ERR_LIMIT;
    while (filled < MODULE_LEVELS_MAX && sheet_next(&lines, false, &line))
        rows[filled++] = row_of(page, line);
    len = filled + ROWS_FREE > ROWS_FIRST ? filled + ROWS_FREE : ROWS_FIRST;
    for (int i = filled; i < len; i++)
        rows[i] = (struct block_level_row){.from = -1, .to = -1};
    *ret_rows = rows;
    *ret_len = len;
    return OK;
}

/* --- showing ------------------------------------------------------------------------- */

/* Where the form says what is wrong with a field. */
static struct slice *
wrong_of(struct publish_form *f, enum block_field field)
{
    struct slice *const WHERE[BLOCK_FIELDS] = {
        [BLOCK_TITLE] = &f->title.error,
        [BLOCK_SUMMARY] = &f->summary.error,
        [BLOCK_DESCRIPTION] = &f->description.error,
        [BLOCK_FORMAT] = &f->formats_wrong,
        [BLOCK_KIND] = &f->kinds_wrong,
        [BLOCK_CERTIFICATE] = &f->certificates_wrong,
        [BLOCK_LANGUAGE] = &f->language.error,
        [BLOCK_URL] = &f->url.error,
        [BLOCK_HOURS] = &f->hours.error,
        [BLOCK_PRICE] = &f->price.error,
        [BLOCK_GIVES] = &f->gives_wrong,
        [BLOCK_NEEDS] = &f->needs_wrong,
        [BLOCK_TARGET_GROUPS] = &f->jobs_wrong,
        [BLOCK_TOPICS] = &f->topics_wrong,
        [BLOCK_ACCESS] = &f->access_wrong,
        [BLOCK_SELF_PACED] = &f->self_paced_wrong,
    };

    return WHERE[field];
}

static void
put_faults(const struct page *page, struct publish_form *f, const struct block_faults *faults)
{
    for (int i = 0; i < faults->len; i++) {
        const struct block_fault *x = &faults->at[i];
        enum block_field field = (enum block_field)x->field;
        struct slice *wrong;

        if (x->run >= 0)
            continue;
        wrong = wrong_of(f, field);
        if (wrong->len > 0)
            continue;
        *wrong = publish_word_wrong(page, x);
        form_errors_add(&f->errors,
                        (struct form_error){slice_of(sheet_block_name(field)),
                                            page_say(page, publish_word_field(field)), *wrong});
    }
}

static struct field
line_of(const struct page *page, const struct module_sheet *s, enum block_field field,
        enum say_key hint)
{
    return (struct field){.id = sheet_block_name(field),
                          .name = sheet_block_name(field),
                          .type = "text",
                          .label = publish_word_field(field),
                          .value = s->fields[field],
                          .hint =
                              hint == SAY_PUBLISH_TITLE_FIELD ? SLICE("") : page_say(page, hint)};
}

static void
put_lines(const struct page *page, struct publish_form *f)
{
    const struct module_sheet *s = &f->sheet;

    f->title = line_of(page, s, BLOCK_TITLE, SAY_PUBLISH_TITLE_FIELD);
    f->summary = line_of(page, s, BLOCK_SUMMARY, SAY_PUBLISH_SUMMARY_HINT);
    f->description = line_of(page, s, BLOCK_DESCRIPTION, SAY_PUBLISH_DESCRIPTION_HINT);
    f->hours = line_of(page, s, BLOCK_HOURS, SAY_PUBLISH_HOURS_HINT);
    f->price = line_of(page, s, BLOCK_PRICE, SAY_PUBLISH_PRICE_HINT);
    f->language = line_of(page, s, BLOCK_LANGUAGE, SAY_PUBLISH_LANGUAGE_HINT);
    f->url = line_of(page, s, BLOCK_URL, SAY_PUBLISH_URL_HINT);
    f->hours.inputmode = f->price.inputmode = "decimal";
    f->from_word = SAY_PUBLISH_FROM;
    f->to_word = SAY_PUBLISH_TO;
    f->level_word = SAY_PUBLISH_LEVEL;
}

enum err
publish_form_show(const struct page *page, const struct module_sheet *sheet,
                  const struct block_faults *faults, struct publish_form *ret_form)
{
    *ret_form = (struct publish_form){.sheet = *sheet};
    ret_form->self_paced = slice_is(slice_trim(sheet->fields[BLOCK_SELF_PACED]), "ja");
    TRY(put_enums(page, ret_form));
    TRY(put_lists(page, ret_form));
    TRY(put_rows(page, sheet->fields[BLOCK_GIVES], &ret_form->gives, &ret_form->gives_len));
    TRY(put_rows(page, sheet->fields[BLOCK_NEEDS], &ret_form->needs, &ret_form->needs_len));
    put_lines(page, ret_form);
    if (faults != NULL)
        put_faults(page, ret_form, faults);
    return OK;
}

/* --- reading --------------------------------------------------------------------------- */

static struct slice
typed(const struct page *page, const char *name)
{
    return slice_trim(form_value(&page->req->form, name));
}

static struct slice
typed_at(const struct page *page, const char *prefix, int i)
{
    char name[NAME_BYTES];

    (void)snprintf(name, sizeof name, "%s%d", prefix, i);
    return typed(page, name);
}

/* One line for each row that has a competence or a level. */
static enum err
read_rows(const struct page *page, bool is_need, struct slice *ret)
{
    struct text t = text_init(page->req->arena, FORM_BODY_BYTES_MAX);

    for (int i = 0; i < MODULE_LEVELS_MAX + ROWS_FREE; i++) {
        struct slice code = typed_at(page, is_need ? "n" : "z", i);
        struct slice from = is_need ? SLICE("") : typed_at(page, "zv", i);
        struct slice to = typed_at(page, is_need ? "nb" : "zb", i);

        if (code.len + from.len + to.len == 0)
            continue;
        if (code.len == 0)
            code = SLICE("?");
        text_printf(&t, "%.*s %.*s%s%.*s\n", SLICE_ARG(code), SLICE_ARG(from), is_need ? "" : "-",
                    SLICE_ARG(to));
    }
    return text_end(&t, ret);
}

static enum err
read_set(const struct page *page, enum block_field field, struct slice *ret)
{
    struct text t = text_init(page->req->arena, FORM_BODY_BYTES_MAX);
    struct slice code = {0};
    size_t at = 0;

    while (form_next(&page->req->form, sheet_block_name(field), &at, &code)) {
        text_put(&t, code);
        text_putc(&t, '\n');
    }
    return text_end(&t, ret);
}

enum err
publish_form_read(const struct page *page, struct module_sheet *ret_sheet)
{
    struct module_sheet s = {.runs = NULL};

    for (int i = 0; i < BLOCK_FIELDS; i++)
        s.fields[i] = typed(page, sheet_block_name((enum block_field)i));
    TRY(read_rows(page, false, &s.fields[BLOCK_GIVES]));
    TRY(read_rows(page, true, &s.fields[BLOCK_NEEDS]));
    TRY(read_set(page, BLOCK_TARGET_GROUPS, &s.fields[BLOCK_TARGET_GROUPS]));
    TRY(read_set(page, BLOCK_TOPICS, &s.fields[BLOCK_TOPICS]));
    TRY(read_set(page, BLOCK_ACCESS, &s.fields[BLOCK_ACCESS]));
    *ret_sheet = s;
    return OK;
}

/* --- a date ------------------------------------------------------------------------------ */

static struct field
run_line(const struct run_sheet *s, enum run_field f, struct slice hint)
{
    bool is_number = f == RUN_SEATS || f == RUN_SEATS_MIN || f == RUN_POSTCODE;

    return (struct field){.id = sheet_run_name(f),
                          .name = sheet_run_name(f),
                          .type = "text",
                          .label = publish_word_run_field(f),
                          .value = s->fields[f],
                          .hint = hint,
                          .inputmode = is_number ? "numeric" : NULL,
                          .is_short = is_number};
}

static struct slice *
run_wrong_of(struct run_form *f, enum run_field field)
{
    struct slice *const WHERE[RUN_FIELDS] = {
        [RUN_CODE] = &f->first.error,      [RUN_FIRST] = &f->first.error,
        [RUN_LAST] = &f->last.error,       [RUN_SITTINGS] = &f->sittings_error,
        [RUN_PLACE] = &f->place.error,     [RUN_POSTCODE] = &f->postcode.error,
        [RUN_CITY] = &f->city.error,       [RUN_SEATS] = &f->seats.error,
        [RUN_SEATS_MIN] = &f->least.error,
    };

    return WHERE[field];
}

enum err
publish_run_form_show(const struct page *page, const struct run_sheet *sheet,
                      const struct block_faults *faults, struct run_form *ret_form)
{
    struct run_form *f = ret_form;

    *f = (struct run_form){.sittings = sheet->fields[RUN_SITTINGS]};
    f->first = run_line(sheet, RUN_FIRST, page_say(page, SAY_PUBLISH_RUN_FIRST_HINT));
    f->last = run_line(sheet, RUN_LAST, SLICE(""));
    f->place = run_line(sheet, RUN_PLACE, SLICE(""));
    f->postcode = run_line(sheet, RUN_POSTCODE, SLICE(""));
    f->city = run_line(sheet, RUN_CITY, SLICE(""));
    f->seats = run_line(sheet, RUN_SEATS, page_say(page, SAY_PUBLISH_RUN_SEATS_HINT));
    f->least = run_line(sheet, RUN_SEATS_MIN, SLICE(""));
    for (int i = 0; faults != NULL && i < faults->len; i++) {
        enum run_field field = (enum run_field)faults->at[i].field;
        struct slice *wrong = run_wrong_of(f, field);

        if (wrong->len > 0)
            continue;
        *wrong = publish_word_wrong(page, &faults->at[i]);
        form_errors_add(&f->errors,
                        (struct form_error){slice_of(sheet_run_name(field)),
                                            page_say(page, publish_word_run_field(field)), *wrong});
    }
    return OK;
}

struct run_sheet
publish_run_form_read(const struct page *page, struct slice code)
{
    struct run_sheet s = {.fields = {{0}}};

    for (int i = 0; i < RUN_FIELDS; i++)
        s.fields[i] = typed(page, sheet_run_name((enum run_field)i));
    s.fields[RUN_CODE] = code;
    return s;
}
