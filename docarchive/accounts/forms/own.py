"""Forms about oneself: signing in, password, profile, tokens."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from docarchive.core.fields import DayField


class SignInForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """Name and password."""

    username = StringField("Tên đăng nhập", [InputRequired("Nhập tên đăng nhập."), Length(max=80)])
    password = PasswordField("Mật khẩu", [InputRequired("Nhập mật khẩu."), Length(max=256)])


class PasswordForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A new password for oneself."""

    current = PasswordField("Mật khẩu hiện tại", [InputRequired("Nhập mật khẩu hiện tại.")])
    password = PasswordField("Mật khẩu mới", [InputRequired("Nhập mật khẩu mới.")])
    repeated = PasswordField("Nhập lại mật khẩu mới", [InputRequired("Nhập lại mật khẩu mới.")])


class ProfileForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """How colleagues reach one."""

    email = StringField("Thư điện tử", [Length(max=200, message="Dài quá 200 ký tự.")], default="")
    phone = StringField("Điện thoại", [Length(max=40, message="Dài quá 40 ký tự.")], default="")


class TokenForm(FlaskForm):  # type: ignore[misc]  # flask-wtf has no types
    """A new API token."""

    name = StringField("Dùng cho việc gì", [InputRequired("Đặt tên để sau này nhận ra."), Length(max=100)])
    expires_on = DayField("Hết hạn ngày", description="Để trống: đến khi bạn thu hồi.")
    may_write = BooleanField("Được thay đổi dữ liệu, không chỉ đọc")
