using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using QualiPref.Complaints.Cases;
using QualiPref.Complaints.Storage;

namespace QualiPref.Complaints.Features.FilingComplaints;

/// <summary>What filing a complaint takes.</summary>
/// <param name="Id">Id made by the client, optional.</param>
/// <param name="Site">Code of the site.</param>
/// <param name="Kind"><c>complaint</c>, <c>suggestion</c> or <c>thanks</c>.</param>
/// <param name="Channel"><c>web</c>, <c>kiosk</c>, <c>desk-slip</c>, <c>letter</c>, <c>email</c>, <c>phone</c> or <c>other</c>.</param>
/// <param name="ReceivedOn">Local legal date of reception, from 2000-01-01 to today; believed from staff only, today otherwise.</param>
/// <param name="Subject">At most 200 characters.</param>
/// <param name="Text">At most 10,000 characters; required on the channels web and kiosk.</param>
/// <param name="Motive">Code of the motive, null while unknown.</param>
/// <param name="Module">Code of the module, null while unknown.</param>
/// <param name="Contact">How to reach the person; null makes it anonymous: counted, never answered.</param>
/// <param name="Attachments">Ids of the files that were handed in for it.</param>
internal sealed record Filing(
    Guid? Id,
    string Site,
    string Kind,
    string Channel,
    DateOnly? ReceivedOn,
    string? Subject,
    string? Text,
    string? Motive,
    string? Module,
    Contact? Contact,
    [property: JsonIgnore] IReadOnlyList<Guid> Attachments)
{
    /// <summary>Digest of the content as sent, whatever its spelling in JSON and without the id.</summary>
    /// <param name="files">Its files: of these counts what is in them, since a form that is sent again has them stored again.</param>
    public string Digest(IReadOnlyList<Attachment> files)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(this with { Id = null });
        return Convert.ToHexStringLower(SHA256.HashData([.. content, .. Encoding.UTF8.GetBytes(string.Concat(files.Select(file => $"\n{file.Digest} {file.Name}")))]));
    }
}
