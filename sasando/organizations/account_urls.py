"""`/akun/…`: signing in and the account. The names of allauth's routes are its own: it looks them up."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second_step
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path, re_path

from sasando.organizations import account_views, closing_views, invitation_views, phone_views
from sasando.organizations.letters import leave_the_machine

# Asked anew by each page that speaks of a letter.
_LETTERS = {"letters_leave": leave_the_machine}

urlpatterns = [
    path("", account_views.account, name="account"),
    path("tutup/", closing_views.close, name="close_account"),
    path("sesi/<int:number>/akhiri/", account_views.end_session, name="end_session"),
    path("sesi/akhiri-lainnya/", account_views.end_other_sessions, name="end_other_sessions"),
    path("undangan/<str:secret>/", invitation_views.invitation, name="invitation"),
    path("masuk/", account.login, name="account_login"),
    path("masuk/kode/", account_views.second_step_of_sign_in, name="mfa_authenticate"),
    path("keluar/", account.logout, name="account_logout"),
    path("tidak-aktif/", account.account_inactive, name="account_inactive"),
    path("pastikan/", account.reauthenticate, name="account_reauthenticate"),
    path("pastikan/kode/", second_step.reauthenticate, name="mfa_reauthenticate"),
    path("sandi/", account.password_change, name="account_change_password"),
    path("sandi/buat/", account.password_set, name="account_set_password"),
    path(
        "lupa/",
        account.PasswordResetView.as_view(extra_context=_LETTERS),
        name="account_reset_password",
    ),
    path(
        "lupa/terkirim/",
        account.PasswordResetDoneView.as_view(extra_context=_LETTERS),
        name="account_reset_password_done",
    ),
    path("lupa/selesai/", account.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^lupa/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("dua-langkah/", second_step.index, name="mfa_index"),
    path("dua-langkah/aktifkan/", totp.activate_totp, name="mfa_activate_totp"),
    path("dua-langkah/ganti/", phone_views.replace, name="replace_phone"),
    path("dua-langkah/matikan/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("kode-pemulihan/", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("kode-pemulihan/buat/", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
