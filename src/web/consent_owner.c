/* SPDX-License-Identifier: EUPL-1.2 */
#include "web/consent_owner.h"

#include "web/check_owner.h"
#include "web/guest_data.h"

struct consent_person
consent_owner_of(const struct http_request *req)
{
    struct check_desk desk = check_desk_of(req);

    return consent_person_of(desk.key, &desk.owner);
}

struct experience_person
consent_experience_of(const struct http_request *req)
{
    return (struct experience_person){guest_data_key(req), consent_owner_of(req)};
}

struct experience_person
consent_experience_of_account(const struct http_request *req, struct slice code)
{
    struct check_desk desk = check_desk_of(req);
    struct check_owner owner = check_owner_of_account(req, code);

    return (struct experience_person){guest_data_key_of_account(req, code),
                                      consent_person_of(desk.key, &owner)};
}

struct consent_person
consent_owner_of_guest(const struct http_request *req)
{
    struct check_desk desk = check_desk_of_guest(req);

    return consent_person_of(desk.key, &desk.owner);
}
