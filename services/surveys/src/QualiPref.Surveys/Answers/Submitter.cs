using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;

namespace QualiPref.Surveys.Answers;

/// <summary>Who sends an answer and what that allows.</summary>
/// <param name="Caller">The caller.</param>
internal sealed record Submitter(Caller Caller)
{
    public Guid? Kiosk => Caller.Has(Roles.Kiosk) ? Caller.Kiosk : null;

    public int? Enrolment => Caller.Has(Roles.Kiosk) ? Caller.Enrolment : null;

    /// <summary>Whether the caller may date answers of a site back; elsewhere staff answer as anybody does.</summary>
    public bool MayDate(string site) => Caller.Has(Roles.Agent, site);

    /// <summary>Names the grant that a channel needs.</summary>
    public static string On(string channel) => $"channel {channel}";

    /// <summary>Refuses a channel that the token does not open; done before the fields are judged.</summary>
    /// <exception cref="ProblemException">401 or 403.</exception>
    public void RequireChannel(string? channel)
    {
        if (channel is not null) Caller.RequireGrant(On(channel));
    }

    /// <summary>Whether an answer is one that this token may send.</summary>
    public bool MaySend(Answer answer) => answer.Channel switch
    {
        Channels.Paper => Caller.Has(Roles.Agent, answer.Site.Code),
        // Answers kept from before the kiosk was enrolled anew are still its own.
        Channels.Kiosk => Kiosk is not null && Caller.Covers(answer.Site.Code)
            && (answer.Kiosk is null || answer.Kiosk == Kiosk) && (answer.Enrolment is null || answer.Enrolment <= Enrolment),
        _ => true,
    };
}
