/* SPDX-License-Identifier: EUPL-1.2 */
/* The field for a new password, and what is wrong with one. */
#ifndef KC_WEB_PASSWORD_FIELD_H
#define KC_WEB_PASSWORD_FIELD_H

#include "web/account_form.h"

/* Appended to the form, with its hint. */
struct field *password_field(struct account_form *f);
/* Says below the field what is wrong with the password that was sent. ERR_LIMIT. */
MUST_USE enum err password_field_check(struct account_form *f, struct field *field,
                                       struct slice email, struct slice name);

#endif
