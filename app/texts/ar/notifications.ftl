notifications-title = لديك رسالة
notifications-log-in = سجّل الدخول لقراءتها.
notifications-log-in-link = تسجيل الدخول
notifications-open = افتحها هنا.
notifications-open-link = فتح الرسالة
notifications-about = لا نذكر الموضوع في هذا البريد. لا يمكن الرد على هذا البريد.
notifications-when = موعدك { $when }.
notifications-reply = هل يمكنك الحضور؟ أجب هنا:
