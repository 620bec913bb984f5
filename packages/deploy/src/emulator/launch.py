"""Starts the emulator with two gaps of its CloudFormation filled, without which a stage is not deployed or not removed."""

from ministack.app import main
from ministack.services import s3
from ministack.services.cloudformation.provisioners import _RESOURCE_HANDLERS

alarm = _RESOURCE_HANDLERS["AWS::CloudWatch::Alarm"]
create_alarm = alarm["create"]
bucket = _RESOURCE_HANDLERS["AWS::S3::Bucket"]
create_bucket = bucket["create"]


def create_any_alarm(logical_id, props, stack_name):
    """Refuses an alarm on an expression over metrics. It gets one on a single metric, which never goes off."""
    if "Metrics" in props:
        props = {key: value for key, value in props.items() if key != "Metrics"}
        props.update(Namespace="Expression", MetricName=logical_id, Statistic="Sum", Period=60)
    return create_alarm(logical_id, props, stack_name)


def create_tagged_bucket(logical_id, props, stack_name):
    """Leaves out the tags of a bucket. The CDK empties only one that is tagged for it, and AWS removes only an empty one."""
    name, attributes = create_bucket(logical_id, props, stack_name)
    s3._bucket_tags[name] = {tag["Key"]: tag["Value"] for tag in props.get("Tags", [])}
    return name, attributes


alarm["create"] = create_any_alarm
bucket["create"] = create_tagged_bucket
main()
