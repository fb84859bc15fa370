/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/password_field.h"

#include "domain/password.h"

struct field *
password_field(struct account_form *f)
{
    struct field *field =
        account_form_field(f, "neu", SAY_ACCOUNT_NEW_PASSWORD, "new-password", SLICE(""));

    field->hint =
        page_tell(f->page, SAY_ACCOUNT_PASSWORD_HINT, SAY_ARGS(SAY_AS_INT(PASSWORD_CHARS_MIN)));
    return field;
}

enum err
password_field_check(struct account_form *f, struct field *field, struct slice email,
                     struct slice name)
{
    const struct page *page = f->page;
    enum password_fault fault = PASSWORD_FINE;

    TRY(password_check(page->req->arena, form_value(&page->req->form, "neu"), email, name, &fault));
    switch (fault) {
    case PASSWORD_FINE:
        return OK;
    case PASSWORD_SHORT:
        account_form_wrong(
            f, field,
            page_tell(page, SAY_ACCOUNT_PASSWORD_SHORT, SAY_ARGS(SAY_AS_INT(PASSWORD_CHARS_MIN))));
        return OK;
    case PASSWORD_LONG:
        account_form_wrong(
            f, field,
            page_tell(page, SAY_ACCOUNT_PASSWORD_LONG, SAY_ARGS(SAY_AS_INT(PASSWORD_CHARS_MAX))));
        return OK;
    case PASSWORD_COMMON:
        account_form_wrong(f, field, page_say(page, SAY_ACCOUNT_PASSWORD_COMMON));
        return OK;
    case PASSWORD_PERSONAL:
        account_form_wrong(f, field, page_say(page, SAY_ACCOUNT_PASSWORD_PERSONAL));
        return OK;
    }
    return OK;
}
