/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/office_form.h"

#include <string.h>

struct line {
    const char *name;
    enum say_key label;
    const char *type;
    const char *inputmode;
    enum application_fault fault; /* that is told at this field */
    enum say_key wrong;
};

static const struct line AGS = {"ags",     SAY_OFFICE_AGS,   "text",
                                "numeric", APPLICATION_KIND, SAY_OFFICE_NO_MUNICIPALITY};
static const struct line NAME = {"name", SAY_OFFICE_NAME,  "text",
                                 NULL,   APPLICATION_NAME, SAY_STAFF_NAME_MISSING};
static const struct line PROVIDER = {"anbieter", SAY_OFFICE_PROVIDER, "text",
                                     NULL,       APPLICATION_KIND,    SAY_OFFICE_NO_PROVIDER};
static const struct line TERMS[] = {
    {"anteile", SAY_OFFICE_SHARES, "text", "numeric", APPLICATION_SHARES, SAY_OFFICE_SHARES_WRONG},
    {"beschaeftigte", SAY_OFFICE_EMPLOYEES, "text", "numeric", APPLICATION_EMPLOYEES,
     SAY_OFFICE_EMPLOYEES_WRONG},
    {"leitweg", SAY_OFFICE_LEITWEG, "text", NULL, APPLICATION_LEITWEG, SAY_OFFICE_LEITWEG_WRONG},
    {"kontakt", SAY_OFFICE_CONTACT, "text", NULL, APPLICATION_CONTACT_NAME, SAY_STAFF_NAME_MISSING},
    {"kontakt_email", SAY_OFFICE_CONTACT_EMAIL, "email", NULL, APPLICATION_CONTACT_EMAIL,
     SAY_ACCOUNT_EMAIL_WRONG},
    {"telefon", SAY_OFFICE_CONTACT_PHONE, "tel", NULL, APPLICATION_CONTACT_PHONE,
     SAY_STAFF_TOO_LONG},
};

static struct field *
add(struct office_form *f, const struct page *page, const struct line *l, struct slice value)
{
    struct field *field = &f->fields[f->fields_len++];

    assert(f->fields_len <= OFFICE_FIELDS_MAX);
    *field = (struct field){.id = l->name,
                            .name = l->name,
                            .label = l->label,
                            .type = l->type,
                            .inputmode = l->inputmode,
                            .value = value};
    if (l == &AGS)
        field->hint = page_say(page, SAY_OFFICE_AGS_HINT);
    else if (l == &PROVIDER)
        field->hint = page_say(page, SAY_OFFICE_PROVIDER_HINT);
    else if (l->fault == APPLICATION_LEITWEG)
        field->hint = page_say(page, SAY_OFFICE_LEITWEG_HINT);
    return field;
}

static struct slice
number(const struct page *page, int64_t n)
{
    struct text t = text_init(page->req->arena, 24);
    struct slice s = SLICE("");

    if (n < 0)
        return s;
    text_int(&t, n);
    return text_end(&t, &s) == OK ? s : SLICE("");
}

static enum err
begin(struct office_form *f, const struct page *page, const struct application *a, bool is_new)
{
    memset(f, 0, sizeof *f);
    f->errors = arena_new(page->req->arena, struct form_errors);
    if (f->errors == NULL)
        return ERR_LIMIT;
    f->action = SLICE("/betrieb/neu");
    f->submit = is_new ? SAY_OFFICE_APPLY : SAY_STAFF_SAVE;
    if (is_new)
        f->kind = slice_of(organisation_kind_code(a->kind));
    return OK;
}

enum err
office_form_show(struct office_form *f, const struct page *page, const struct application *a,
                 bool is_new)
{
    const struct slice terms[] = {number(page, a->shares), number(page, a->employees),
                                  a->leitweg_id,           a->contact_name,
                                  a->contact_email,        a->contact_phone};

    TRY(begin(f, page, a, is_new));
    if (is_new)
        (void)add(f, page, a->kind == ORGANISATION_MUNICIPALITY ? &AGS : &NAME,
                  a->kind == ORGANISATION_MUNICIPALITY ? a->ags : a->name);
    if (is_new && a->kind == ORGANISATION_PROVIDER)
        (void)add(f, page, &PROVIDER, a->provider);
    for (size_t i = 0; i < ARRAY_LEN(TERMS); i++)
        (void)add(f, page, &TERMS[i], terms[i]);
    return OK;
}

/* --- reading ------------------------------------------------------------- */

static struct slice
typed(const struct page *page, const char *name)
{
    return slice_trim(form_value(&page->req->form, name));
}

static void
wrong(struct office_form *f, const struct page *page, struct field *field, enum say_key why)
{
    field->error = page_say(page, why);
    form_errors_add(f->errors, (struct form_error){slice_of(field->id),
                                                   page_say(page, field->label), field->error});
}

/* -1 when it is empty, -2 when it is no number: then the check tells. */
static int64_t
read_number(struct slice s)
{
    int64_t n = -1;

    return s.len == 0 ? -1 : slice_int(s, 0, INT32_MAX, &n) == OK ? n : -2;
}

enum err
office_form_read(struct office_form *f, const struct page *page, struct application *a, bool is_new)
{
    struct slice email = typed(page, "kontakt_email");
    enum application_fault fault;

    if (is_new) {
        a->ags = typed(page, "ags");
        a->provider = typed(page, "anbieter");
        a->name = typed(page, "name");
    }
    a->shares = read_number(typed(page, "anteile"));
    a->employees = read_number(typed(page, "beschaeftigte"));
    a->leitweg_id = typed(page, "leitweg");
    a->contact_name = typed(page, "kontakt");
    a->contact_phone = typed(page, "telefon");
    a->contact_email = email;
    if (account_email_parse(page->req->arena, email, &email) == OK)
        a->contact_email = email;
    TRY(office_form_show(f, page, a, is_new));
    fault = organisation_check(a);
    for (int i = 0; i < f->fields_len && fault != APPLICATION_SOUND; i++) {
        struct field *field = &f->fields[i];

        field->value = typed(page, field->name);
        for (size_t k = 0; k < ARRAY_LEN(TERMS); k++) {
            if (strcmp(field->name, TERMS[k].name) == 0 && TERMS[k].fault == fault)
                wrong(f, page, field, TERMS[k].wrong);
        }
        if (fault == APPLICATION_NAME && strcmp(field->name, NAME.name) == 0)
            wrong(f, page, field, NAME.wrong);
    }
    return OK;
}
