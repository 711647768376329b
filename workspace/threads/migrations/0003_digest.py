from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('threads', '0002_library'),
    ]

    operations = [
        migrations.AddField(
            model_name='thread',
            name='digest',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='thread',
            name='digested',
            field=models.PositiveIntegerField(default=0),
        ),
    ]
