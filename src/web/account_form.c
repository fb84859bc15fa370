/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/account_form.h"

#include <string.h>

#include "web/page.gen.h"

enum err
account_form_init(struct account_form *f, struct page *page, enum say_key title)
{
    memset(f, 0, sizeof *f);
    f->errors = arena_new(page->req->arena, struct form_errors);
    if (f->errors == NULL)
        return ERR_LIMIT;
    f->page = page;
    page->title = page_say(page, title);
    page->noindex = true;
    return OK;
}

struct field *
account_form_field(struct account_form *f, const char *name, enum say_key label,
                   const char *autocomplete, struct slice value)
{
    struct field *field = &f->fields[f->fields_len++];
    bool secret = strstr(autocomplete, "password") != NULL;
    bool email = strncmp(autocomplete, "username", strlen("username")) == 0;

    assert(f->fields_len <= ACCOUNT_FORM_FIELDS_MAX);
    field->id = field->name = name;
    field->label = label;
    field->autocomplete = autocomplete;
    field->type = secret ? "password" : email ? "email" : "text";
    field->value = secret ? SLICE("") : value;
    return field;
}

void
account_form_wrong(struct account_form *f, struct field *field, struct slice message)
{
    field->error = message;
    form_errors_add(f->errors, (struct form_error){slice_of(field->id),
                                                   page_say(f->page, field->label), message});
}

void
account_form_problem(struct account_form *f, struct http_response *res, enum say_key key)
{
    f->problem = page_say(f->page, key);
    res->status = 422;
}

static void
retry_after(struct account_form *f, struct http_response *res, int seconds)
{
    struct text t = text_init(f->page->req->arena, 16);
    struct slice s;

    text_int(&t, seconds);
    if (text_end(&t, &s) == OK)
        http_set_header(res, "Retry-After", s);
}

void
account_form_wait(struct account_form *f, struct http_response *res, int seconds)
{
    f->problem = page_tell(f->page, SAY_ACCOUNT_WAIT, SAY_ARGS(SAY_AS_INT(seconds)));
    res->status = 429;
    retry_after(f, res, seconds);
}

void
account_form_busy(struct account_form *f, struct http_response *res)
{
    account_form_problem(f, res, SAY_ACCOUNT_BUSY);
    res->status = 503;
    retry_after(f, res, HTTP_RETRY_AFTER_SECONDS);
}

enum err
account_form_show(struct account_form *f, struct http_response *res)
{
    if (f->errors->errors_len > 0)
        res->status = 422;
    PAGE_SEND(f->page, res, account_form, f);
}

enum err
account_form_word(struct http_request *req, struct http_response *res,
                  const struct account_form_word *w)
{
    CLEANUP(page_done) struct page page = page_begin(req, NAV_ACCOUNT);
    struct account_form f;

    TRY(account_form_init(&f, &page, w->title));
    f.lead = page_say(&page, w->text);
    f.links[f.links_len++] = (struct account_form_link){w->go, w->to};
    res->status = w->status;
    res->is_personal = true;
    return account_form_show(&f, res);
}
