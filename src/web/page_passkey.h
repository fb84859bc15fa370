/* SPDX-License-Identifier: EUPL-1.2 */
/* Passkeys: adding, naming and removing them, signing in with one; templates/page_passkey.tmpl */
#ifndef KC_WEB_PAGE_PASSKEY_H
#define KC_WEB_PAGE_PASSKEY_H

#include "service/passkey_service.h"
#include "web/page.h"

/* On the sign-in page; static/js/passkey.js shows it where the browser can. */
struct passkey_entry {
    const struct page *page;
    struct slice host;
    struct slice back;
    bool offers; /* the browser may by itself; not where one was just refused */
};

/* On the page of the account. */
struct passkey_box {
    const struct page *page;
    struct passkey passkeys[PASSKEYS_MAX];
    int passkeys_len;
    bool may_add; /* there is room, and passkeys of this server can be */
    bool is_full;
};
MUST_USE enum err page_passkey_box(struct http_request *req, const struct page *page,
                                   struct passkey_box *ret_box);

/* What the browser is told to make. */
struct page_passkey_new {
    const struct page *page;
    struct passkey_question question;
    struct slice email;
    struct slice name;     /* of the person */
    struct slice known;    /* ids of those there are already, separated by a space */
    struct slice proposed; /* what to call it: the browser */
};

#endif
