# أرقام يجوز أن تغادر المكتب.
publication-title = للنشر
publication-intro = القياس الذي فيه 250 إجابة أو أكثر له أيضًا أرقام يجوز نشرها. يُضاف إلى كل عدد شيء من المصادفة، فلا تُعرف إجابة أحد.
publication-share = موافقون أو أفضل
publication-about = نحو { $share }، والخطأ { $off } نقطة على الأكثر في 95 من 100 مرة
publication-file = تنزيل ما يجوز نشره (CSV)
