/* SPDX-License-Identifier: EUPL-1.2 */
/* The own account: overview, password, second factor, sessions; templates/page_account.tmpl */
#ifndef KC_WEB_PAGE_ACCOUNT_H
#define KC_WEB_PAGE_ACCOUNT_H

#include "domain/mail.h"
#include "service/account_security.h"
#include "service/identity_sign_in.h"
#include "service/issuer_service.h"
#include "service/second_factor.h"
#include "service/sign_in.h"
#include "web/page.h"
#include "web/page_passkey.h"

struct page_account {
    const struct page *page;
    struct account_security security;
    struct slice good; /* what was just done */
    struct account_session sessions[ACCOUNT_SESSIONS_MAX];
    int sessions_len;
    struct identity_list linked;
    struct issuer_choice *issuers;
    int issuers_len;
    struct passkey_box passkeys;
    int asked; /* employments that wait for the person's answer */
};

struct page_second_factor {
    const struct page *page;
    struct second_factor factor;
    int view; /* units of the picture with its white frame */
    bool wrong;
};

struct page_recovery {
    const struct page *page;
    struct slice codes[RECOVERY_CODES];
    int codes_len;
};

struct page_adopt {
    const struct page *page;
};

struct page_outbox {
    const struct page *page;
    struct mail mails[MAIL_SHOWN_MAX];
    int mails_len;
};

#endif
