using QualiPref.Platform.Http;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Answers;

/// <summary>Who sends an answer and what that allows.</summary>
/// <param name="Caller">The caller.</param>
/// <param name="File">The kiosk whose file they hand in, and the enrolment that it names: they send what that kiosk would, and nothing else. Null when they speak for themselves.</param>
internal sealed record Submitter(Caller Caller, (Kiosk Of, int Enrolment)? File = null)
{
    public Guid? Kiosk => File is { } file ? file.Of.Id : Caller.Has(Roles.Kiosk) ? Caller.Kiosk : null;

    /// <summary>The enrolment of an answer that names none.</summary>
    public int? Enrolment => File is { } file ? file.Enrolment : Caller.Has(Roles.Kiosk) ? Caller.Enrolment : null;

    private int? LatestEnrolment => File is { } file ? file.Of.Enrolment : Enrolment;

    /// <summary>Whether they may date answers of a site back; elsewhere staff answer as anybody does.</summary>
    public bool MayDate(string site) => File is null && Caller.Has(Roles.Agent, site);

    /// <summary>Whether they may speak for a site.</summary>
    public bool Covers(string site) => File is { } file ? file.Of.Site == site : Caller.Covers(site);

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
        Channels.Paper => MayDate(answer.Site.Code),
        // Answers kept from before the kiosk was enrolled anew are still its own.
        Channels.Kiosk => Kiosk is not null && Covers(answer.Site.Code)
            && (answer.Kiosk is null || answer.Kiosk == Kiosk) && (answer.Enrolment is null || answer.Enrolment <= LatestEnrolment),
        _ => true,
    };
}
