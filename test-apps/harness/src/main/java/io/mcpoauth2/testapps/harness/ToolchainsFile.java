package io.mcpoauth2.testapps.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** Maven's toolchains file: which JDKs this machine has, and where. */
final class ToolchainsFile {

    /** A JDK of the file: its feature release (0 if its version says none) and its home. */
    record Jdk(int feature, Path home) {}

    private ToolchainsFile() {}

    /**
     * Reads the JDKs in the file's order.
     *
     * @throws IllegalStateException if the file is absent or is no toolchains file
     */
    static List<Jdk> read(Path file) {
        NodeList toolchains = parse(file).getElementsByTagName("toolchain");
        List<Jdk> jdks = new ArrayList<>();
        for (int i = 0; i < toolchains.getLength(); i++) {
            Element toolchain = (Element) toolchains.item(i);
            if (text(toolchain, "type").equals("jdk")) {
                jdks.add(new Jdk(feature(text(toolchain, "version")), Path.of(text(toolchain, "jdkHome"))));
            }
        }
        return jdks;
    }

    private static Element parse(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (IOException | SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("No readable toolchains file " + file, e);
        }
    }

    private static String text(Element parent, String name) {
        NodeList found = parent.getElementsByTagName(name);
        return found.getLength() == 0 ? "" : found.item(0).getTextContent().trim();
    }

    private static int feature(String version) {
        int end = 0;
        while (end < version.length() && Character.isDigit(version.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : Integer.parseInt(version.substring(0, end));
    }
}
