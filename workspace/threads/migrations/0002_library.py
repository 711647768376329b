from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('threads', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='thread',
            name='deleted_at',
            field=models.DateTimeField(db_index=True, null=True),
        ),
    ]
