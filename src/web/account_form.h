/* SPDX-License-Identifier: EUPL-1.2 */
/* A page with one short form: sign in, register, a code, a password. templates/account_form.tmpl */
#ifndef KC_WEB_ACCOUNT_FORM_H
#define KC_WEB_ACCOUNT_FORM_H

#include "web/form_errors.h"
#include "web/page.h"
#include "web/page_passkey.h"
#include "web/parts.h"

enum { ACCOUNT_FORM_FIELDS_MAX = 4 };

struct account_form_link {
    enum say_key label;
    struct slice url;
};

/* A service that people may sign in with. */
struct account_form_issuer {
    struct slice code;
    struct slice name;
    struct slice url;
};

struct account_form {
    const struct page *page;
    struct form_errors *errors; /* summary on top; never NULL */
    struct slice lead;
    struct slice good;    /* what was just done; may be empty */
    struct slice problem; /* what went wrong with the whole; may be empty */
    struct slice action;  /* path; empty: no form */
    enum say_key submit;
    struct field fields[ACCOUNT_FORM_FIELDS_MAX];
    int fields_len;
    const char *hidden_name; /* NULL: none */
    struct slice hidden;
    struct account_form_link links[2];
    int links_len;
    struct account_form_issuer *issuers; /* of the sign-in page; NULL: none */
    int issuers_len;
    struct slice still_at;   /* code of a service that one may be signed in with still */
    struct slice still_name; /* empty: none that we know */
    struct slice still_url;
    struct passkey_entry passkey; /* of the sign-in page; host empty: none */
    const char *tick_name;        /* a box to tick after the fields; NULL: none */
    struct slice tick_lead;
    enum say_key tick;
    bool tick_is_on;
};

/* Empty, with a title. ERR_LIMIT. */
MUST_USE enum err account_form_init(struct account_form *f, struct page *page, enum say_key title);
/* One more field; the value is kept, but never that of a password. */
struct field *account_form_field(struct account_form *f, const char *name, enum say_key label,
                                 const char *autocomplete, struct slice value);
/* The field is wrong: below it, and in the summary. */
void account_form_wrong(struct account_form *f, struct field *field, struct slice message);
/* "problem", with status 422. */
void account_form_problem(struct account_form *f, struct http_response *res, enum say_key key);
/* Too many attempts: status 429, Retry-After, and how long in words. */
void account_form_wait(struct account_form *f, struct http_response *res, int seconds);
/* Too many sign-ins at once: status 503, Retry-After. */
void account_form_busy(struct account_form *f, struct http_response *res);
enum err account_form_show(struct account_form *f, struct http_response *res);

/* A page that says one thing and where to go on. */
struct account_form_word {
    int status;
    enum say_key title;
    enum say_key text;
    enum say_key go;
    struct slice to;
};
MUST_USE enum err account_form_word(struct http_request *req, struct http_response *res,
                                    const struct account_form_word *w);

#endif
