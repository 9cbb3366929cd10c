using MimeKit;
using QualiPref.Complaints.Cases.Letters;

namespace QualiPref.Complaints.TakingMail;

/// <summary>What a mail server tells of a letter that did not arrive (RFC 3464).</summary>
/// <param name="Deliveries">The letters that it may be about, by the deliveries that their e-mails bear.</param>
/// <param name="Fault">One of <see cref="DeliveryFaults"/>.</param>
internal sealed record DeliveryReport(IReadOnlyList<Guid> Deliveries, string Fault)
{
    private const int MostDeliveries = 50;

    /// <summary>The report of a failure; null where an e-mail is none, or tells of a delay or a success.</summary>
    public static DeliveryReport? Of(MimeMessage mail)
    {
        if (mail.Body is not MultipartReport report) return null;
        var groups = report.OfType<MessageDeliveryStatus>().SelectMany(part => part.StatusGroups).ToList();
        var failed = groups.Find(fields => "failed".Equals(fields["Action"]?.Trim(), StringComparison.OrdinalIgnoreCase));
        if (failed is null) return null;
        var envelopes = groups.Select(fields => fields["Original-Envelope-Id"]);
        var returned = report.Select(part => part switch
        {
            TextRfc822Headers headers => headers.Message?.MessageId,
            MessagePart whole and not TextRfc822Headers => whole.Message?.MessageId,
            _ => null,
        });
        return new DeliveryReport(
            [.. envelopes.Concat(returned).OfType<string>().Select(ReceivedMail.DeliveryOf).OfType<Guid>().Distinct().Take(MostDeliveries)], FaultOf(failed["Status"]?.Trim() ?? ""));
    }

    // The classes of RFC 3463: what is wrong with the address, with its mailbox, with anything else.
    private static string FaultOf(string status) => status switch
    {
        ['5', '.', '1', '.', ..] => DeliveryFaults.AddressUnknown,
        [_, '.', '2', '.', '2', ..] => DeliveryFaults.MailboxFull,
        _ => DeliveryFaults.NotDelivered,
    };
}
