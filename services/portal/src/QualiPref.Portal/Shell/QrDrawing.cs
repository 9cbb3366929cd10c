using System.Text;
using QRCoder;

namespace QualiPref.Portal.Shell;

/// <summary>A QR code as the path of a drawing.</summary>
/// <param name="Size">Width and height in modules, with the quiet margin that readers need.</param>
/// <param name="Path">The dark modules.</param>
internal sealed record QrDrawing(int Size, string Path)
{
    public static QrDrawing Of(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Count; x++)
            {
                if (row[x]) path.Append(System.Globalization.CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }
        return new QrDrawing(code.ModuleMatrix.Count, path.ToString());
    }
}
