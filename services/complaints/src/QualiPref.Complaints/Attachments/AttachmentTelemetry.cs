using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;
using QualiPref.Platform.Telemetry;

namespace QualiPref.Complaints.Attachments;

/// <summary>What becomes of files, for whoever watches the system.</summary>
internal sealed class AttachmentTelemetry
{
    private const string Meter = "QualiPref.Complaints";

    private static readonly StoredNumber Waiting = new(Meter, "qualipref.complaints.attachments.unchecked", "{case}",
        "Cases with files that nobody is given because the antivirus did not answer. The same from every replica: max");

    private readonly Counter<long> _taken;

    public AttachmentTelemetry(IMeterFactory meters) => _taken = meters.Create(Meter).CreateCounter<long>("qualipref.complaints.attachments.taken", "{file}",
        "Files that were handed in or looked at late, by what the antivirus said or the code of the refusal. Of each replica its own: sum by (outcome)");

    public static void AddTo(IServiceCollection services)
    {
        services.AddSingleton<AttachmentTelemetry>();
        services.AddStoredNumber(Waiting, async (provider, token) => [new(await provider.GetRequiredService<UncheckedFiles>().CountAsync(token))]);
    }

    /// <summary>Counts a file.</summary>
    public void Note(Taking taking) => Note(taking is Taking.Refused refused ? refused.Reason.Code : CaseNames.Of(((Taking.Stored)taking).Attachment.State));

    /// <summary>Counts a file that was looked at late.</summary>
    public void Note(AttachmentState state) => Note(CaseNames.Of(state));

    private void Note(string outcome) => _taken.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
