using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace QualiPref.Complaints.Tests.Setup;

/// <summary>What a server on this machine shows that no known authority signed.</summary>
internal static class SelfSigned
{
    /// <summary>A certificate of <c>localhost</c> with its key, from yesterday till tomorrow.</summary>
    public static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // SslStream of a server wants its key beside it.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
