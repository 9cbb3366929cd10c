using System.Text.Json.Nodes;
using MimeKit;
using QualiPref.Complaints.Tests.Setup;

namespace QualiPref.Complaints.Tests.TakingMail;

/// <summary>E-mails as persons and machines send them, and what the tests ask of the cases that come of them.</summary>
internal static class Sample
{
    public const string Person = Sending.Letters.Person;

    /// <summary>The day that the service of the tests has.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 7, 3, 9, 30, 0, TimeSpan.Zero);

    public static MimeMessage Mail(string subject = "Attente au guichet", string text = "Deux heures d'attente le 2 juillet.", string from = Person, string? id = null)
    {
        var mail = new MimeMessage { Subject = subject, Date = Now, Body = new TextPart("plain") { Text = text } };
        mail.From.Add(new MailboxAddress("Personne d'essai", from));
        mail.To.Add(new MailboxAddress("", "reclamations@prefecture.test"));
        mail.MessageId = id ?? $"{Guid.NewGuid():N}@exemple.test";
        return mail;
    }

    public static MimeMessage With(this MimeMessage mail, string header, string value)
    {
        mail.Headers.Add(header, value);
        return mail;
    }

    public static MimeMessage WithFiles(this MimeMessage mail, params (string Name, byte[] Content)[] files)
    {
        var builder = new BodyBuilder { TextBody = mail.TextBody };
        foreach (var (name, content) in files) builder.Attachments.Add(name, content);
        mail.Body = builder.ToMessageBody();
        return mail;
    }

    /// <summary>What a server says of a letter that did not arrive.</summary>
    public static MimeMessage Bounce(string messageId, string action = "failed", string status = "5.1.1")
    {
        var said = new MessageDeliveryStatus();
        said.StatusGroups.Add(new HeaderList { { "Reporting-MTA", "dns; mx.exemple.test" }, { "Original-Envelope-Id", messageId } });
        said.StatusGroups.Add(new HeaderList { { "Original-Recipient", $"rfc822;{Person}" }, { "Final-Recipient", $"rfc822;{Person}" }, { "Action", action }, { "Status", status } });
        var mail = Mail("Undelivered Mail Returned to Sender", from: "mailer-daemon@mx.exemple.test").With("Return-Path", "<>");
        mail.Body = new MultipartReport("delivery-status", new TextPart("plain") { Text = "Unknown user" }, said);
        return mail;
    }

    /// <summary>The cases of one site, newest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> CasesAsync(this RunningComplaints service) =>
        [.. (await service.Handler.GetJsonAsync("complaints?pageSize=200")).List("items").OfType<JsonNode>()];

    /// <summary>The one case that there is.</summary>
    public static async Task<Known> OnlyCaseAsync(this RunningComplaints service) =>
        await service.Handler.KnownAsync(Assert.Single(await service.CasesAsync()).Text("id")!);
}
