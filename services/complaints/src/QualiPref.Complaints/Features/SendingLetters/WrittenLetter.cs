using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Features.ChangingComplaints;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Features.SendingLetters;

/// <summary>What writing a letter takes.</summary>
/// <param name="Id">Id made by the client, optional: a repeat with it writes nothing.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Body">At most 10,000 characters.</param>
/// <param name="Way">How it is brought to the person.</param>
internal sealed record WrittenLetter(Guid? Id, string Subject, string Body, DeliveryWay? Way)
{
    public static WrittenLetter Read(JsonFields fields)
    {
        var letter = new WrittenLetter(fields.Id("id"), CommandReader.Letter(fields, "subject", 200), CommandReader.Letter(fields, "body", 10_000), CommandReader.ReadWay(fields));
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return letter;
    }
}

/// <summary>How a letter is sent again.</summary>
/// <param name="Way">How it is brought to the person; by what they gave when absent.</param>
/// <param name="To">Another e-mail or postal address than the one that they gave.</param>
internal sealed record AnotherWay(DeliveryWay? Way, string? To)
{
    public static AnotherWay Read(JsonFields fields)
    {
        var way = new AnotherWay(CommandReader.ReadWay(fields), fields.Text("to", 1_000) is { } to && !string.IsNullOrWhiteSpace(to) ? to : null);
        if (way is { To: not null, Way: not (DeliveryWay.Email or DeliveryWay.Post) })
        {
            fields.Refuse("way", "Une autre adresse demande de dire si elle est électronique (email) ou postale (post).", "Another address needs the way: email or post.");
        }
        fields.RefuseUnknown();
        fields.Errors.ThrowIfAny();
        return way;
    }
}
