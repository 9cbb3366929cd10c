using Microsoft.Extensions.Options;
using QualiPref.Complaints.Cases.Letters;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Http;

namespace QualiPref.Complaints.Sending;

/// <summary>Chooses by what the person gave how a letter is brought to them: by e-mail, else by post, else by an agent.</summary>
internal sealed class DeliveryChoice(IOptions<MailOptions> mail, SendingHours hours)
{
    /// <summary>How long whoever wrote a letter may think better of it.</summary>
    public static readonly TimeSpan TakeBackTime = TimeSpan.FromSeconds(10);

    /// <summary>The record of a letter that was written just now.</summary>
    /// <param name="contact">How the person can be reached.</param>
    /// <param name="site">Code of the site that writes.</param>
    /// <param name="wanted">What the handler chose; null leaves it to what the person gave.</param>
    /// <param name="now">The instant.</param>
    /// <param name="by">Name in the caller's token.</param>
    /// <param name="isAtOnce">Whether it goes without a time to take it back.</param>
    /// <exception cref="ProblemException">422: what was chosen is not possible with what the person gave.</exception>
    public Delivery New(Contact contact, string site, DeliveryWay? wanted, DateTimeOffset now, string by, bool isAtOnce = false)
    {
        var hasMail = mail.Value.IsConfigured;
        if (wanted is { } chosen) RequirePossible(contact, chosen, hasMail);
        var way = wanted ?? WayOf(contact, hasMail);
        var at = now.UtcDateTime;
        var unsent = new Delivery { Id = Guid.CreateVersion7(now), Way = way, State = default, LastAt = at };
        return way switch
        {
            DeliveryWay.Email => unsent.After(DeliveryState.Queued, at, by) with { To = contact.Email, DueAt = isAtOnce ? at : hours.From(site, at + TakeBackTime) },
            DeliveryWay.Post => unsent.After(DeliveryState.ToPrint, at, by) with { To = contact.PostalAddress },
            _ => unsent.After(DeliveryState.ToHand, at, by, wanted is null && contact.Email is not null ? DeliveryFaults.MailNotConfigured : null),
        };
    }

    private static DeliveryWay WayOf(Contact contact, bool hasMail) =>
        contact.Email is not null && hasMail ? DeliveryWay.Email : contact.PostalAddress is not null ? DeliveryWay.Post : DeliveryWay.Hand;

    private static void RequirePossible(Contact contact, DeliveryWay way, bool hasMail)
    {
        Words? refused = way switch
        {
            DeliveryWay.Email when !hasMail => new Words("L'envoi de courriels n'est pas configuré sur ce serveur.", "Sending e-mail is not configured on this server."),
            DeliveryWay.Email when contact.Email is null => new Words("La personne n'a pas donné d'adresse électronique.", "The person gave no e-mail address."),
            DeliveryWay.Post when contact.PostalAddress is null => new Words("La personne n'a pas donné d'adresse postale.", "The person gave no postal address."),
            _ => null,
        };
        if (refused is { } why) throw new ProblemException(new Problem(CommonProblems.InvalidValues) { Errors = [new FieldError("/way", why)] });
    }
}
