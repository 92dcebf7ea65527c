from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SentForm",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False, verbose_name="摘要")),
                ("day", models.DateField(db_index=True, verbose_name="日期")),
            ],
            options={"verbose_name": "已提交的表单", "verbose_name_plural": "已提交的表单"},
        ),
    ]
