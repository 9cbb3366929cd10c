using System.Text.Json;
using QualiPref.Platform.Http;

namespace QualiPref.Surveys.Answers;

/// <summary>
/// What a device says of itself when it sends. Faults and unknown fields are passed over: a device that is newer than the server, or
/// whose battery sensor is broken, must still be able to hand in its answers.
/// </summary>
internal sealed record DeviceReport(int? Enrolment, DateTimeOffset? SentAt, ClockReading? Clock, long? Backlog, string? AppVersion)
{
    public static DeviceReport Read(JsonElement? device)
    {
        if (device is not { ValueKind: JsonValueKind.Object } given) return new(null, null, null, null, null);
        return Read(new JsonFields(given, new FieldErrors()));
    }

    public static DeviceReport Read(JsonFields fields)
    {
        // What is not kept is named too, so that the contract does.
        fields.Id("kiosk");
        fields.Number("battery", 0, 100);
        return new DeviceReport(
            (int?)fields.Integer("enrolment", 1, int.MaxValue),
            AnswerReader.ReadInstant(fields, "sentAt"),
            AnswerReader.ReadClock(fields),
            fields.Integer("backlog", 0, int.MaxValue),
            fields.Text("appVersion", 50));
    }
}
