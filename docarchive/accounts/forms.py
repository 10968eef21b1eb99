"""What people type about themselves and others."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Name and password."""

    username = StringField("Tên đăng nhập", [InputRequired("Nhập tên đăng nhập."), Length(max=80)])
    password = PasswordField("Mật khẩu", [InputRequired("Nhập mật khẩu."), Length(max=256)])


class PasswordForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A new password for oneself."""

    current = PasswordField("Mật khẩu hiện tại", [InputRequired("Nhập mật khẩu hiện tại.")])
    password = PasswordField("Mật khẩu mới", [InputRequired("Nhập mật khẩu mới.")])
    repeated = PasswordField("Nhập lại mật khẩu mới", [InputRequired("Nhập lại mật khẩu mới.")])
    end_others = BooleanField("Kết thúc các phiên khác")
